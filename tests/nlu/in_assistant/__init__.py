"""Tests of what needs Rasa, sklearn or scipy. The assistant's own Python passes them, with `unittest`, for it has no pytest:
`tests/nlu/test_in_assistant.py` starts them."""

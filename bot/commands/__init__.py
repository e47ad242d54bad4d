"""What is set up at the command line: houses, staff, people and their chats. The staff pages do the same."""

"""The pages of supporters: whom a person chose to help them choose. They are an application of their own, with a cookie and
sessions of their own: no page of staff is in it, and no session of staff opens it."""

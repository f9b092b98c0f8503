"""What each button does: 3–8 lines in one transaction. A noun a module."""

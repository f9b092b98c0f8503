"""The rules of a school's duty of action: pure functions and frozen types, no input or output."""

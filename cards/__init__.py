"""What people see: functions from domain objects to Adaptive Cards, and one class for each button."""

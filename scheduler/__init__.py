"""What happens without anyone asking: messages go out, and what is due is seen to."""

"""Those who write to the servers, and what the servers send to."""

"""The echoes of the SDKs and the bot itself, each as a process of its own."""

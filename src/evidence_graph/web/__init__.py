"""What answers in a browser on this machine; the only place beside the command line that listens."""

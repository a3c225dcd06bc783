"""Published occupation codes and wages: read, imported and looked up."""

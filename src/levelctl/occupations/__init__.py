"""Published schemes of occupations and wages: read, imported, looked up."""

"""Published schemes of occupations and wages: reads, imports and looks them up."""

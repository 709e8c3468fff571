"""The program's version, in the one place that packaging reads as well."""

VERSION = "0.1.0"

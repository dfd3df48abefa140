"""Scale: one run of coding over many machines.  In: files of JSON Lines or Parquet; out: a folder of Parquet by date.

The input is cut into parts, each with an id made from what it holds.  A part is coded by one process, as `working`
does it, and its rows are put in place whole; the folder's manifest names the parts that are done.  So a part that is
coded twice, after a machine was lost or the run was ended, replaces its own files, and no row is lost or doubled.
Only `cluster` knows Ray, which is an extra.
"""

from .parts import By, Order
from .places import Location

__all__ = ["By", "Location", "Order"]

"""The web room: the page that people look at, the API that programs call, and the tools that assistants call.

One page tells how it hangs together: app.py puts it together; guard.py stands before it; access.py says who may what;
asking.py asks the ledger, within limits; queries.py has all SQL; api.py and pages/ are what is served.
Importing this loads nothing; `create_app` does.
"""

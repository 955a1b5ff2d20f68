"""一次办: bundles over items of several departments, their cases, time limits, duties; see docs/applications.md.

``bundles`` puts an application together, ``submission`` hands it in, ``flow`` is the law of a case's way, ``handling`` and
``correcting`` take its steps, ``unasked`` draws cases up without an application, ``periodic`` is what comes round.
"""

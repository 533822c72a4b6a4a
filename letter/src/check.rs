//! The checks that generated code calls, one for each constraint.

/* A day that the calendar cannot read stays as it was typed: the form says what is wrong, nothing becomes "today". */
if (window.jQuery?.fn.datetimepicker) window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

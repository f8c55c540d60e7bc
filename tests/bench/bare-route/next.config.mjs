/** An application with a single route, apart from Outlay but built and served like it. */
export default { poweredByHeader: false };

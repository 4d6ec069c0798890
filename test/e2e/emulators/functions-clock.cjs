// Loaded into every function before its own code: its clock is ahead of this machine's by what the file says, so that
// leases and claims, which hold for a minute, run out when a test says so.
const { readFileSync } = require('node:fs');

const now = Date.now;
Date.now = () => now() + ahead();

function ahead() {
	try {
		return Number(readFileSync(process.env.EYES_E2E_CLOCK, 'utf8'));
	} catch {
		return 0;
	}
}

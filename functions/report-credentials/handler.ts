import { startFunction } from '../start-function.ts';
import { makeDeps, VARIABLES } from './deps.ts';
import { reportCredentials } from './report-credentials.ts';

const deps = makeDeps(startFunction(__dirname, 'report-credentials', VARIABLES));

/** EventBridge Scheduler starts it every week, and its own queue for each account. */
export const handler = (event: unknown) => reportCredentials(event, deps);

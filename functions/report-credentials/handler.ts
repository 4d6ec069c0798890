import { startFunction } from '../start-function.ts';
import { makeDeps, VARIABLES } from './deps.ts';

const deps = makeDeps(startFunction(__dirname, 'report-credentials', VARIABLES));

/** EventBridge Scheduler starts it every week; its own queue starts it for each account. */
export const handler = async (): Promise<void> => {
	deps.telemetry.info('started');
};

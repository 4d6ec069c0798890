import { configDefaults } from 'vitest/config';
import base from '../vitest.config.ts';

/**
 * The test files that take more than two seconds each, as patterns: properties over many examples,
 * runs that are killed at every call, whole processes, and syntheses of the CDK.
 */
export const SLOW = [
	'test/**/*.property.test.ts',
	'test/**/*{-kill,killed}.test.ts',
	'test/functions/*/attack.test.ts',
	'test/replay-and-functions.test.ts',
	'test/cli/{command-line,node-24,not-written,real-terminal}.test.ts',
	'test/cli/containment/render.test.ts',
	'test/cli/operate/process.test.ts',
	'test/cli/replay/{filters,nothing-judged,replay,workers}.test.ts',
	'test/cli/replay/html/{page,page-in-browser}.test.ts',
	'test/cli/verify/{looks,process,report,rules,verify}.test.ts',
	'test/functions/contain/contain.test.ts',
	'test/functions/judge-sign-in/judge-sign-in.test.ts',
	'test/infra/{account-part,app,bundle,bundle-licenses,checkers,event-patterns}.test.ts',
	'test/infra/{eyes-function,hub,management-stack,permissions,region-part,runbook}.test.ts',
	'test/shared/case/cases.test.ts',
	'test/shared/containment/document/deny-document-capacity.test.ts',
	'test/shared/containment/ledger/ledger-table.test.ts',
	'test/shared/history/{dynamodb-history,history.contract,real-records}.test.ts',
	'test/shared/notification/**/{case-message,case-message-safety,slack-messages}.test.ts',
	'test/shared/record/**/record-reader.test.ts',
];

/**
 * The configuration of `npm run test:fast`: the tests that run within half a minute on two cores.
 */
export default {
	...base,
	test: {
		...base.test,
		exclude: [...configDefaults.exclude, ...SLOW],
	},
};

import { join } from 'node:path';
import { readReports } from '../../cli/report/read-reports.ts';
import { scanTrail } from '../../cli/report/scan-trail.ts';
import {
	addSideFiles,
	readAccessKeys,
	readServiceCredentials,
} from '../../cli/report/side-files.ts';
import sample from '../../cli/sample-day/eyes.config.ts';
import { checkConfiguration } from '../../shared/configuration/check-configuration.ts';
import type { Configuration, Locale } from '../../shared/configuration/configuration.ts';
import { trustedNetworks } from '../../shared/network/judge-network.ts';
import { buildReport } from '../../shared/report/build-report.ts';
import { reportAccount } from '../../shared/report/flag-credentials.ts';
import type { CredentialReport } from '../../shared/report/report.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'cli', 'sample-day');
/** Monday, 9 March 2026, 09:00 in Seoul. */
const AT = Date.parse('2026-03-09T00:00:00Z');

/** Reads the files of the sample company, with last week's numbers beside this week's. */
export async function sampleReport(
	locale: Locale,
): Promise<{ readonly report: CredentialReport; readonly configuration: Configuration }> {
	const poweredBy = locale === 'ko' ? 'devops팀' : 'devops team';
	const checked = checkConfiguration({ ...sample, locale, poweredBy }, '2026-03-09');
	if ('errors' in checked) throw new Error(checked.errors.join('; '));
	const { configuration } = checked;
	const path = (name: string) => join(FOLDER, 'credentials', name);
	const read = readReports([path('harbor-dev.csv'), path('harbor-prod.csv')], AT);
	const { accounts } = addSideFiles(read.accounts, {
		accessKeys: readAccessKeys(path('access-keys.json')),
		serviceCredentials: readServiceCredentials(path('service-credentials.json')),
	});
	const { activities } = await scanTrail(
		join(FOLDER, 'AWSLogs'),
		trustedNetworks(configuration.networks),
	);
	const reports = accounts.map((account) =>
		reportAccount(account, configuration, {
			activityOf: (keyId) => ({ history: null, trail: activities.get(keyId) ?? null }),
			makerOf: () => null,
		}),
	);
	const previous = {
		...{ accounts: accounts.map(({ account }) => account), failed: [], ageBands: [3, 0, 0, 1, 1] },
		credentials: reports
			.flatMap(({ credentials }) => credentials)
			.filter(({ user }) => user !== 'hana.oh@harbor.example' && user !== 'build-agent'),
	};
	const report = buildReport({ week: '2026-W11', at: AT, accounts: reports, failed: [], previous });
	return { report, configuration };
}

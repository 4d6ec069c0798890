import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '../../infra/bundle.ts';
import { measured } from '../../infra/metrics.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Gives what a function called `contain` writes for one failed containment, as CloudWatch reads it.
 */
function written() {
	const script = `
		import { telemetry } from './shared/runtime/powertools-telemetry.ts';
		telemetry('contain').count('Containment', 'failed');
	`;
	const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	const { _aws, ...values } = JSON.parse(stdout);
	const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
	return {
		values,
		Namespace,
		Dimensions,
		names: Metrics.map(({ Name }: { Name: string }) => Name),
	};
}

describe('measured', () => {
	it('reads metrics as the functions write them, with and without a kind', () => {
		const { values, Namespace, Dimensions, names } = written();
		for (const kind of [undefined, 'failed']) {
			const metric = measured({
				metric: 'Containment',
				by: 'contain',
				...(kind !== undefined && { kind }),
			});
			expect(metric.namespace).toBe(Namespace);
			expect(names).toContain(metric.metricName);
			expect(Dimensions).toContainEqual(Object.keys(metric.dimensions ?? {}));
			expect(values).toMatchObject(metric.dimensions ?? {});
		}
	});

	it.each(FUNCTIONS)('finds the metrics of %s by the name in its handler', (name) => {
		const handler = readFileSync(join(ROOT, 'functions', name, 'handler.ts'), 'utf8');
		expect(handler).toContain(`__dirname, '${name}'`);
	});
});

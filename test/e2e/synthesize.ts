import { App } from 'aws-cdk-lib';
import { addStacks } from '../../infra/add-stacks.ts';
import { APPS, type AppName, configurationOf } from './configurations.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

/** Folders of synthesized apps, as `cdk synth` writes them. */
export type Assemblies = Readonly<Record<AppName, string>>;

/** Synthesizes all apps in one process, which bundles the functions only once. */
export function synthesizeAll(
	slack: string,
): TemporaryFolder & { readonly assemblies: Assemblies } {
	const { folder, remove } = temporaryFolder('eyes-e2e-cdk-');
	const assemblies = Object.fromEntries(
		APPS.map((name) => {
			const outdir = `${folder}/${name}`;
			const app = new App({ analyticsReporting: false, outdir });
			addStacks(app, configurationOf(name, slack));
			app.synth();
			return [name, outdir];
		}),
	) as Record<AppName, string>;
	return { folder, remove, assemblies };
}

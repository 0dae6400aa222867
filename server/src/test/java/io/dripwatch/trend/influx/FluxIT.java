package io.dripwatch.trend.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.dripwatch.app.ForeignPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task of an InfluxDB 2.x is Flux: its makers' own analyzer knows every name in it, and finds every type right. */
final class FluxIT {
    private static final String FLUX = new MinutesTask("vitals of \"${clinic}\"", "vitals/minutes").flux();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    FluxIT() {}

    @Test
    void theTaskIsValidAndTheAnalyzerWouldSayWhereItIsNot() throws IOException, InterruptedException {
        List<String> scripts = List.of(
                FLUX,
                FLUX.replace("|> drop(", "|> leaveOut("),
                FLUX.replace("createEmpty: false", "createEmpty: 1"),
                FLUX.replace("pivot(rowKey: [\"_time\"]", "pivot(rowKey: \"_time\""));
        assertThat(scripts).doesNotHaveDuplicates();
        StringBuilder verdicts = new StringBuilder();
        for (String script : scripts) {
            Path file = Files.writeString(folder.resolve("task.flux"), script);
            verdicts.append(ForeignPrograms.node(ANALYZER, file.toString())).append(' ');
        }
        assertThat(verdicts).hasToString("true false false false ");
    }

    /** The package is made for bundlers of pages: what it expects of them is done here by hand. */
    private static final String ANALYZER = """
            import fs from 'node:fs';
            import { createRequire } from 'node:module';

            const here = createRequire(import.meta.url);
            const glue = here.resolve('@influxdata/flux-lsp-browser/flux-lsp-browser_bg.js');
            const program = fs.readFileSync(glue.replace(/js$/, 'wasm'));
            const text = fs.readFileSync(glue, 'utf8')
                .replace(/^import \\* as wasm from .*$/m, 'let wasm; export const use = (it) => { wasm = it; views(); };')
                .replace(/^(cached\\w+ = new \\w+\\(wasm\\.memory\\.buffer\\);\\s*)+/m, (all) => `function views() { ${all} }\\n`);
            globalThis.module = { require: here };
            const url = 'data:text/javascript;base64,' + Buffer.from(text).toString('base64');
            const flux = await import(url);
            const { instance } = await WebAssembly.instantiate(program, { './flux-lsp-browser_bg.js': flux });
            flux.use(instance.exports);
            console.log(new flux.Flux(fs.readFileSync(process.argv[2], 'utf8')).is_valid());
            """;
}

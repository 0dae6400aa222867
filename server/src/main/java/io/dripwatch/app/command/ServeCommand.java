package io.dripwatch.app.command;

import io.dripwatch.app.Server;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "serve", description = "Run the server (the default).", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration, YAML. Defaults where left out.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Data directory (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("dripwatch-data");

    @Option(names = "--http-port", paramLabel = "N", description = "Port of screens and EHRs; 0 picks a free one.")
    private @Nullable Integer httpPort;

    @Option(names = "--mllp-port", paramLabel = "N", description = "Port of HL7 devices; 0 picks a free one.")
    private @Nullable Integer mllpPort;

    @Option(names = "--mqtt-port", paramLabel = "N", description = "Port of MQTT devices; 0 picks a free one.")
    private @Nullable Integer mqttPort;

    @Override
    public Integer call() throws InterruptedException {
        Config read = config == null ? Config.DEFAULT : Config.read(config);
        Path beside = config == null || config.toAbsolutePath().getParent() == null
                ? Path.of("")
                : config.toAbsolutePath().getParent();
        Settings settings = Settings.of(read, beside, data);
        settings = settings.withPorts(
                httpPort == null ? settings.listening().httpPort() : httpPort,
                mllpPort == null ? settings.listening().mllpPort() : mllpPort);
        if (mqttPort != null) {
            settings = settings.withMqttPort(mqttPort);
        }
        FirstAdministrator.offer(data, Instant.now());
        Server server = Server.start(settings);
        Lifetime lifetime = new Lifetime(server::close);
        spec.commandLine().getOut().println(server.readyLine());
        spec.commandLine().getOut().flush();
        lifetime.await();
        return 0;
    }
}

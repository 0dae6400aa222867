package io.dripwatch.app.command;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.InfluxSettings;
import io.dripwatch.app.config.ResendRequest;
import io.dripwatch.trend.influx.InfluxSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares the InfluxDB that is fed, and has it fed again. */
@Command(
        name = "store",
        description = "Prepare the InfluxDB of a configuration, or have readings sent to it again.",
        mixinStandardHelpOptions = true)
final class StoreCommand extends CommandFamily {
    @Command(
            name = "init",
            description = "Make database or bucket, retention and down-sampling as far as this InfluxDB can; what is"
                    + " there stays.",
            mixinStandardHelpOptions = true)
    int init(
            @Option(names = "--config", paramLabel = "FILE", required = true, description = "Configuration, YAML.")
                    Path config) {
        Path beside = Objects.requireNonNullElse(config.toAbsolutePath().getParent(), Path.of(""));
        Config read = Config.read(config);
        InfluxSettings.Fed fed = read.influx(beside, Path.of(""), read.roomPlan(beside));
        if (fed == null) {
            throw new ConfigError("history.influx: expected for store init, got nothing");
        }
        for (String done : InfluxSetup.run(fed.plan().target(), fed.plan().retention())) {
            print(done);
        }
        return 0;
    }

    @Command(
            name = "resend",
            description = "Ask the server of a data directory to send readings to InfluxDB again; it does so beside"
                    + " what is new.",
            mixinStandardHelpOptions = true)
    int resend(
            @Option(
                            names = "--data",
                            paramLabel = "DIR",
                            defaultValue = "dripwatch-data",
                            description = "Data directory (default: ${DEFAULT-VALUE}).")
                    Path data,
            @Option(
                            names = "--from",
                            paramLabel = "INSTANT",
                            description = "Measured at this moment or later; all where left out.")
                    @Nullable
                    Instant from) {
        try (Archive archive = Archive.in(data)) {
            new ResendRequest(data).leave(from == null ? Instant.EPOCH : from);
            print("The server that uses " + archive.database().file().getParent() + " is asked; see"
                    + " dripwatch_influx_resending.");
            return 0;
        } catch (IOException e) {
            throw new CommandFailed("The request could not be left in " + data + ": " + e.getMessage());
        }
    }
}

package io.dripwatch.app;

import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.hl7.SourceProfiles;
import io.dripwatch.device.hl7.Trial;
import io.dripwatch.flow.RoomPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the messages of a file become, without a server. */
@Command(
        name = "try",
        description = {
            "Show what each message of a file becomes, and why rows are left out. Nothing is kept.",
            "Exit code 0: all well; 1: something is refused that the sender should mend; 2: no such file or profile."
        },
        mixinStandardHelpOptions = true)
final class DeviceTryCommand implements Callable<Integer> {
    private static final String RECOGNISED = "any";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "PROFILE",
            description = "A profile's YAML file, the id of one that ships, or 'any': each message tells.")
    @SuppressWarnings("NullAway.Init")
    private String profile;

    @Parameters(index = "1", paramLabel = "FILE", description = "HL7 v2 messages, in MLLP frames or not.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration of the server: room, zone, profiles.")
    private @Nullable Path config;

    @Option(names = "--identities", description = "Show patients, devices and places, which are masked otherwise.")
    private boolean identities;

    @Override
    public Integer call() {
        Config read = config == null ? Config.DEFAULT : Config.read(config);
        Path parent = config == null ? null : config.toAbsolutePath().getParent();
        Path beside = parent == null ? Path.of("") : parent;
        RoomPlan room = read.roomPlan(beside);
        SourceProfiles known = read.profiles(beside, room);
        SourceProfile only = profile(known, room);
        SourceProfiles profiles =
                only == null || known.all().contains(only) ? known : new SourceProfiles(List.of(only), read.mllpZone());
        List<Trial> trials = Trial.of(bytes(), profiles, only, Instant.now());
        if (trials.isEmpty()) {
            throw new ConfigError(file + ": expected HL7 messages, got an empty file");
        }
        PrintWriter out = spec.commandLine().getOut();
        TrialText text = new TrialText(out, room, identities);
        for (int i = 0; i < trials.size(); i++) {
            text.print(i + 1, trials.get(i));
        }
        out.flush();
        return trials.stream().anyMatch(DeviceTryCommand::isFaulty) ? 1 : 0;
    }

    private @Nullable SourceProfile profile(SourceProfiles known, RoomPlan room) {
        if (profile.equals(RECOGNISED)) {
            return null;
        }
        if (Files.exists(Path.of(profile))) {
            return ProfileFile.read(Path.of(profile), room);
        }
        List<String> ids = known.all().stream().map(SourceProfile::id).toList();
        return known.all().stream()
                .filter(candidate -> candidate.id().equals(profile))
                .findFirst()
                .orElseThrow(() -> new ConfigError("There is no file and no profile " + profile + "; did you mean "
                        + Words.nearest(profile, ids) + "?"));
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigError("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isFaulty(Trial trial) {
        List<Refusal> refusals = trial.decoded() instanceof Decoded.Rejected rejected
                ? List.of(rejected.refusal())
                : ((Decoded.Read) trial.decoded()).refusals();
        boolean answeredBadly = trial.answers().stream().anyMatch(code -> !code.endsWith("A"));
        return answeredBadly
                || refusals.stream().anyMatch(refusal -> refusal.reason().fault());
    }
}

package io.dripwatch.app.command;

import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.ConfigError;
import io.dripwatch.app.config.ProfileFile;
import io.dripwatch.app.config.TemplateFile;
import io.dripwatch.app.config.Words;
import io.dripwatch.device.Decoded;
import io.dripwatch.device.Refusal;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.device.hl7.SourceProfiles;
import io.dripwatch.device.hl7.Trial;
import io.dripwatch.device.json.ReadingsReader;
import io.dripwatch.device.json.Template;
import io.dripwatch.device.json.TemplateReader;
import io.dripwatch.flow.RoomPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            description = "A YAML file (a profile or a mapping template), the id of one that ships, or 'any':"
                    + " each HL7 message tells.")
    @SuppressWarnings("NullAway.Init")
    private String profile;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description =
                    "HL7 v2 messages, in MLLP frames or not; for a template one JSON message, or one in each line.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration of the server: room, zone, profiles.")
    private @Nullable Path config;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description =
                    "The topic of the messages; where left out, the levels that a template names say their names.")
    private @Nullable String topic;

    @Option(names = "--identities", description = "Show patients, devices and places, which are masked otherwise.")
    private boolean identities;

    @Override
    public Integer call() {
        Config read = config == null ? Config.DEFAULT : Config.read(config);
        Path parent = config == null ? null : config.toAbsolutePath().getParent();
        Path beside = parent == null ? Path.of("") : parent;
        RoomPlan room = read.roomPlan(beside);
        PrintWriter out = spec.commandLine().getOut();
        TrialText text = new TrialText(out, room, identities);
        Template template = template(room);
        boolean faulty = template == null
                ? triedAsHl7(read, read.profiles(beside, room), room, text)
                : triedAsJson(template, text);
        out.flush();
        return faulty ? 1 : 0;
    }

    /** @return whether something is refused that the sender should mend */
    private boolean triedAsHl7(Config read, SourceProfiles known, RoomPlan room, TrialText text) {
        SourceProfile only = profile(known, room);
        SourceProfiles profiles =
                only == null || known.all().contains(only) ? known : new SourceProfiles(List.of(only), read.mllpZone());
        List<Trial> trials = Trial.of(bytes(), profiles, only, Instant.now());
        if (trials.isEmpty()) {
            throw new ConfigError(file + ": expected HL7 messages, got an empty file");
        }
        for (int i = 0; i < trials.size(); i++) {
            text.print(i + 1, trials.get(i));
        }
        return trials.stream()
                .anyMatch(trial ->
                        isFaulty(trial.decoded()) || trial.answers().stream().anyMatch(code -> !code.endsWith("A")));
    }

    private boolean triedAsJson(Template template, TrialText text) {
        List<ReadingsReader.Message> messages;
        try {
            messages = TemplateReader.tried(bytes(), template, topic, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ConfigError("--topic: " + e.getMessage(), e);
        }
        for (int i = 0; i < messages.size(); i++) {
            text.print(i + 1, template, messages.get(i).outcomes());
        }
        return messages.stream().flatMap(message -> message.outcomes().stream()).anyMatch(DeviceTryCommand::isFaulty);
    }

    /** Null where it is none. */
    private @Nullable Template template(RoomPlan room) {
        Path named = Path.of(profile);
        if (Files.exists(named)) {
            return TemplateFile.isOne(named) ? TemplateFile.read(named, room) : null;
        }
        return TemplateFile.SHIPPED.contains(profile) ? TemplateFile.shipped(profile, room) : null;
    }

    private @Nullable SourceProfile profile(SourceProfiles known, RoomPlan room) {
        if (profile.equals(RECOGNISED)) {
            return null;
        }
        if (Files.exists(Path.of(profile))) {
            return ProfileFile.read(Path.of(profile), room);
        }
        List<String> ids = Stream.concat(known.all().stream().map(SourceProfile::id), TemplateFile.SHIPPED.stream())
                .toList();
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

    private static boolean isFaulty(Decoded decoded) {
        List<Refusal> refusals = decoded instanceof Decoded.Rejected rejected
                ? List.of(rejected.refusal())
                : ((Decoded.Read) decoded).refusals();
        return refusals.stream().anyMatch(refusal -> refusal.reason().fault());
    }
}

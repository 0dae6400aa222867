package io.dripwatch.app.command;

import io.dripwatch.app.Wire;
import io.dripwatch.app.config.Config;
import io.dripwatch.app.config.InfluxSettings;
import io.dripwatch.app.config.LimitSettings;
import io.dripwatch.app.config.ProtocolFile;
import io.dripwatch.app.config.RetentionSettings;
import io.dripwatch.app.config.Settings;
import io.dripwatch.backup.BackupPlan;
import io.dripwatch.device.hl7.SourceProfile;
import io.dripwatch.flow.RoomPlan;
import io.dripwatch.session.Protocol;
import io.dripwatch.vitals.ChairId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a configuration would start, without starting. */
@Command(
        name = "check-config",
        description = "Check a configuration and its protocols without starting; exit code 2 if it would not start.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Configuration, YAML.")
    @SuppressWarnings("NullAway.Init")
    private Path config;

    @Override
    public Integer call() {
        Config read = Config.read(config);
        Path parent = config.toAbsolutePath().getParent();
        Settings settings = Settings.of(read, parent == null ? Path.of("") : parent, Path.of("dripwatch-data"));
        RoomPlan room = settings.room();
        PrintWriter out = spec.commandLine().getOut();
        room.rooms()
                .all()
                .forEach(each -> out.println("room: " + each.name() + ", point of care " + each.pointOfCare()
                        + ", chairs "
                        + each.chairs().stream().map(ChairId::value).collect(Collectors.joining(", "))));
        for (Protocol protocol : room.protocols().values()) {
            out.println("protocol: " + protocol.id() + " version " + protocol.version() + ", "
                    + protocol.limits().size() + " limits, "
                    + protocol.schedules().size() + " schedules, " + ProtocolFile.signature(protocol));
        }
        out.println("read in: " + settings.wording());
        out.println("http: " + settings.listening().httpHost() + ":"
                + settings.listening().httpPort());
        out.println("mllp: " + settings.listening().mllpHost() + ":"
                + settings.listening().mllpPort() + ", times without a zone are " + settings.mllpZone());
        out.println("mqtt: "
                + (settings.listening().mqttPort() == null
                        ? "off"
                        : settings.listening().mqttHost() + ":"
                                + settings.listening().mqttPort()));
        BackupPlan backups = settings.backups();
        out.println("backup: "
                + (backups == null
                        ? "off"
                        : "to " + backups.to() + " every " + backups.every().toHours() + " h, the last "
                                + backups.keep() + " are kept"));
        InfluxSettings.Fed influx = settings.influx();
        out.println("kept: " + RetentionSettings.text(settings.retention()));
        out.println("people: " + (settings.oidc() == null ? "accounts of this server" : settings.oidc() + ", too"));
        out.println("influx: " + (influx == null ? "off" : influx.text()));
        settings.push().check();
        settings.push().lines().forEach(line -> out.println("push: " + line));
        out.println("subscribers: told " + settings.hooks().text());
        out.println("pager: push services " + settings.pager().text());
        settings.monitors()
                .forEach(monitor -> out.println("monitor: " + monitor.host() + ":" + monitor.port() + " is called as "
                        + monitor.profile().id()));
        for (SourceProfile profile : settings.profiles().all()) {
            int port = profile.wire().port();
            boolean called = profile.wire().role() == SourceProfile.Role.CLIENT;
            out.println("profile: " + profile.id() + ", " + profile.title()
                    + (port == 0 ? "" : called ? ", is called on port " + port : ", calls port " + port));
        }
        settings.devices()
                .templates()
                .all()
                .forEach(template -> out.println("template: " + template.id() + ", " + template.title() + ", topics "
                        + template.topics().stream().map(Object::toString).collect(Collectors.joining(" "))));
        Wire.check(settings.wire());
        out.println("wire: " + settings.wire().sentence());
        out.println("devices: " + settings.devices().sentence());
        out.println("limits: " + LimitSettings.line(settings.devices().limits()));
        out.println("All well.");
        out.flush();
        return 0;
    }
}

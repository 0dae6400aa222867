package io.dripwatch.app;

import io.dripwatch.dashboard.LiveFeed;
import io.dripwatch.device.Counters;
import io.dripwatch.device.hl7.MonitorCaller;
import io.dripwatch.store.GroupCommit;
import io.dripwatch.trend.embedded.ReadingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of a server have counted, by the names under which Prometheus knows it. */
final class ServerNumbers {
    private final Counters counters;
    private final Wire wire;
    private final List<MonitorCaller> callers;
    private final GroupCommit keeper;
    private final ReadingTable readings;
    private final @Nullable ScheduledBackups backups;
    private final InfluxFeeding influx;
    private final Pushing pushing;
    private final Retaining retaining;
    private final LiveFeed feed;
    private final People people;

    ServerNumbers(
            Counters counters,
            Wire wire,
            Listeners listeners,
            GroupCommit keeper,
            ReadingTable readings,
            @Nullable ScheduledBackups backups,
            InfluxFeeding influx,
            Pushing pushing,
            Retaining retaining,
            LiveFeed feed,
            People people) {
        this.counters = counters;
        this.wire = wire;
        this.callers = listeners.callers();
        this.keeper = keeper;
        this.readings = readings;
        this.backups = backups;
        this.influx = influx;
        this.pushing = pushing;
        this.retaining = retaining;
        this.feed = feed;
        this.people = people;
    }

    /** The numbers as they are; does not block. */
    Map<String, Number> now() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("dripwatch_messages_total", counters.messages());
        numbers.put("dripwatch_messages_not_kept_total", counters.messagesNotKept());
        numbers.put("dripwatch_readings_total", counters.readings());
        counters.refusals()
                .forEach((reason, count) -> numbers.put(
                        "dripwatch_refused_total{reason=\"" + reason.name().toLowerCase(Locale.ROOT) + "\"}", count));
        counters.turnedAway()
                .forEach((reason, count) -> numbers.put(
                        "dripwatch_connections_refused_total{reason=\""
                                + reason.name().toLowerCase(Locale.ROOT) + "\"}",
                        count));
        numbers.put("dripwatch_silent_connections_closed_total", counters.silentConnectionsClosed());
        numbers.put("dripwatch_unfinished_message_bytes", wire.unfinishedBytes());
        numbers.putAll(wire.numbers());
        numbers.put("dripwatch_called_monitors", callers.size());
        numbers.put(
                "dripwatch_called_monitors_connected",
                callers.stream().filter(MonitorCaller::isConnected).count());
        numbers.put(
                "dripwatch_called_monitors_lost_total",
                callers.stream().mapToLong(MonitorCaller::linksLost).sum());
        numbers.put("dripwatch_commits_total", keeper.commits());
        numbers.put("dripwatch_readings_waiting", keeper.waitingReadings());
        numbers.put("dripwatch_withdrawn_in_vain_total", readings.withdrawnInVain());
        if (backups != null) {
            numbers.putAll(backups.numbers());
        }
        numbers.putAll(influx.numbers());
        numbers.putAll(pushing.numbers());
        numbers.putAll(retaining.numbers());
        numbers.putAll(feed.numbers());
        numbers.putAll(people.numbers());
        return numbers;
    }
}

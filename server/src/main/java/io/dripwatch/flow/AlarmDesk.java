package io.dripwatch.flow;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.AlarmEvent;
import io.dripwatch.alarm.AlarmKey;
import io.dripwatch.alarm.Inactivation;
import io.dripwatch.alarm.Inactivation.Kind;
import io.dripwatch.flow.CommandRefused.Cause;
import io.dripwatch.flow.RoomEvent.Inactivated;
import io.dripwatch.flow.RoomEvent.Inactivated.Step;
import io.dripwatch.session.Limit;
import io.dripwatch.session.OwnLimit;
import io.dripwatch.session.Session;
import io.dripwatch.vitals.Metric;
import io.dripwatch.vitals.Priority;
import io.dripwatch.vitals.Said;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to the commands that answer alarms and set limits. */
final class AlarmDesk {
    /** No limit of one patient holds for longer. */
    private static final Duration LONGEST_SET = Duration.ofHours(12);

    private final Room room;

    AlarmDesk(Room room) {
        this.room = room;
    }

    void acknowledge(Command.Acknowledge command, Instant now) {
        Chair chair = room.known(command.chair());
        Alarm alarm = present(chair, command.alarm());
        if (alarm.acknowledged() && alarm.state() == Alarm.State.ACTIVE) {
            throw conflict("That alarm is acknowledged already.");
        }
        if (alarm.priority() == Priority.HIGH && command.action().isBlank()) {
            throw conflict("Acknowledging a high alarm names the reason or action.");
        }
        happen(chair, chair.alarmStates().acknowledge(alarm, command.by(), command.action(), now));
    }

    void accept(Command.Accept command, Instant now) {
        Chair chair = room.known(command.chair());
        Alarm alarm = present(chair, command.alarm());
        String accepted = alarm.chain().acceptedBy();
        if (accepted != null) {
            throw conflict("That alarm was accepted by {}.", accepted);
        }
        happen(chair, chair.alarmStates().accept(alarm, command.by(), now));
    }

    /** Once for each alarm and screen, and once more when it was heard. */
    void shown(Command.ConfirmShown command, Instant now) {
        Chair chair = room.known(command.chair());
        Alarm alarm = present(chair, command.alarm());
        chair.shown().shows(alarm.id(), command.by());
        if (chair.shown().said(alarm.id(), command.by(), command.sounded())) {
            return;
        }
        Instant measuredAt = alarm.condition().timing().measuredAt();
        room.happen(new RoomEvent.AlarmShown(
                now,
                command.by(),
                chair.id(),
                chair.sessionId(),
                alarm.id(),
                command.sounded(),
                measuredAt == null ? null : Duration.between(measuredAt, now),
                Duration.between(alarm.evidence().decidedAt(), now)));
    }

    void pauseAudio(Command.PauseAudio command, Instant now) {
        Chair chair = room.known(command.chair());
        Inactivation pause = silence(chair, Kind.AUDIO_PAUSED, null, worst(chair), now, command.pause(), "");
        Step step = command.pause().isZero() ? Step.ENDED : Step.BEGAN;
        room.happen(new Inactivated(now, command.by(), chair.id(), chair.sessionId(), step, pause));
    }

    void pauseAlarm(Command.PauseAlarm command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Alarm alarm = present(chair, command.alarm());
        Duration longest = session.protocol().alarms().longestPause();
        if (command.pause().compareTo(longest) > 0) {
            throw conflict("An alarm can be paused for 1 to {} s.", longest.toSeconds());
        }
        if (command.pause().isZero()) {
            end(chair, silence(chair, Kind.ALARM_PAUSED, alarm.key(), null, now, null, ""), command.by(), now);
            return;
        }
        if (alarm.highPhysiological()) {
            throw conflict("A high alarm about the patient cannot be paused.");
        }
        Inactivation pause = silence(chair, Kind.ALARM_PAUSED, alarm.key(), alarm.priority(), now, command.pause(), "");
        room.happen(new Inactivated(now, command.by(), chair.id(), session.id(), Step.BEGAN, pause));
    }

    void turnOff(Command.TurnOff command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Inactivation off = off(chair, session, command.limit(), command.reason(), now);
        if (chair.inactivations().like(off) != null) {
            throw conflict("That is off already.");
        }
        room.happen(new Inactivated(now, command.by(), chair.id(), session.id(), Step.BEGAN, off));
    }

    void turnOn(Command.TurnOn command, Instant now) {
        Chair chair = room.known(command.chair());
        Command.LimitStep limit = command.limit();
        Inactivation on = limit == null
                ? silence(chair, Kind.AUDIO_OFF, null, null, now, null, "")
                : silence(chair, Kind.ALARM_OFF, limit.key(), limit.priority(), now, null, "");
        end(chair, on, command.by(), now);
    }

    private static Inactivation off(
            Chair chair, Session session, Command.@Nullable LimitStep step, String reason, Instant now) {
        if (step == null) {
            if (!session.protocol().alarms().audioOff()) {
                throw conflict("The protocol does not allow tones to be turned off; pause them.");
            }
            if (chair.alarms().stream().anyMatch(Alarm::highPhysiological)) {
                throw conflict("Tones cannot be turned off while a high alarm about the patient is there.");
            }
            return silence(chair, Kind.AUDIO_OFF, null, worst(chair), now, null, reason);
        }
        Limit limit = limit(session, step);
        if (!limit.handling().mayTurnOff()) {
            throw conflict("The protocol does not allow this limit to be turned off.");
        }
        if (limit.priority() == Priority.HIGH) {
            throw conflict("A limit of high priority cannot be turned off.");
        }
        if (reason.isBlank()) {
            throw conflict("Turning a limit off names the reason.");
        }
        Alarm alarm = chair.alarmStates().get(step.key());
        if (alarm != null && alarm.highPhysiological()) {
            throw conflict("A high alarm about the patient cannot be turned off.");
        }
        return silence(chair, Kind.ALARM_OFF, step.key(), step.priority(), now, null, reason);
    }

    void setLimit(Command.SetLimit command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Limit limit = limit(session, command.limit());
        Double lowest = limit.handling().lowestSet();
        Double highest = limit.handling().highestSet();
        if (lowest == null || highest == null || !limit.delay().over().isZero()) {
            throw conflict("The protocol does not allow this limit to be set for one patient.");
        }
        if (!(command.sound() >= lowest && command.sound() <= highest)) {
            Metric metric = limit.metric();
            throw conflict(
                    "{} may be set from {} to {} {}.",
                    metric,
                    Said.of(metric, lowest),
                    Said.of(metric, highest),
                    new Said.UnitOf(metric));
        }
        if (command.reason().isBlank()) {
            throw conflict("Setting a limit for one patient names the reason.");
        }
        if (!command.until().isAfter(now) || command.until().isAfter(now.plus(LONGEST_SET))) {
            throw conflict("A limit for one patient holds for up to {} hours.", LONGEST_SET.toHours());
        }
        OwnLimit own = new OwnLimit(
                limit.metric(),
                limit.side(),
                limit.priority(),
                command.sound(),
                command.by(),
                command.reason(),
                now,
                command.until());
        room.happen(new RoomEvent.LimitSet(now, command.by(), chair.id(), session.id(), own));
        room.look(chair, now);
    }

    void clearLimit(Command.ClearLimit command, Instant now) {
        Chair chair = room.known(command.chair());
        Session session = session(chair);
        Limit limit = limit(session, command.limit());
        OwnLimit own = session.ownLimits().stream()
                .filter(each -> each.isFor(limit))
                .findFirst()
                .orElseThrow(() -> conflict("The protocol's own limit is in force."));
        room.happen(new RoomEvent.LimitEnded(now, command.by(), chair.id(), session.id(), own));
        room.look(chair, now);
    }

    /** The protocol's limit of this step, rather that of the present stage. */
    private static Limit limit(Session session, Command.LimitStep step) {
        Limit other = null;
        for (Limit limit : session.protocol().limits()) {
            if (step.key().equals(AlarmKey.of(limit)) && limit.priority() == step.priority()) {
                if (limit.stages().contains(session.stage())) {
                    return limit;
                }
                other = other == null ? limit : other;
            }
        }
        if (other == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "The protocol has no such limit.");
        }
        return other;
    }

    private void end(Chair chair, Inactivation like, String by, Instant now) {
        Inactivation known = chair.inactivations().like(like);
        if (known == null) {
            throw conflict("That is not silenced.");
        }
        room.happen(new Inactivated(now, by, chair.id(), chair.sessionId(), Step.ENDED, known));
    }

    private static Inactivation silence(
            Chair chair,
            Kind kind,
            @Nullable AlarmKey key,
            @Nullable Priority worst,
            Instant now,
            @Nullable Duration pause,
            String reason) {
        Session session = chair.session();
        Instant until = pause == null ? null : now.plus(pause);
        return new Inactivation(kind, key, worst, now, until, session == null ? null : session.stage(), reason);
    }

    private static @Nullable Priority worst(Chair chair) {
        Priority worst = null;
        for (Alarm alarm : chair.alarms()) {
            worst = worst == null || alarm.priority().compareTo(worst) > 0 ? alarm.priority() : worst;
        }
        return worst;
    }

    private void happen(Chair chair, AlarmEvent event) {
        room.happen(new RoomEvent.AlarmChanged(chair.id(), chair.sessionId(), event));
    }

    private static Alarm present(Chair chair, String id) {
        Alarm alarm = chair.alarmStates().byId(id);
        if (alarm == null) {
            throw new CommandRefused(Cause.NOT_FOUND, "That alarm is over.");
        }
        return alarm;
    }

    private static Session session(Chair chair) {
        Session session = chair.session();
        if (session == null) {
            throw conflict("Chair {} has no open session.", chair.id().value());
        }
        return session;
    }

    private static CommandRefused conflict(String pattern, Object... parts) {
        return new CommandRefused(Cause.CONFLICT, pattern, parts);
    }
}

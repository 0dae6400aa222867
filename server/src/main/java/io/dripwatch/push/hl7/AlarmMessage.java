package io.dripwatch.push.hl7;

import io.dripwatch.alarm.Alarm;
import io.dripwatch.alarm.Condition;
import io.dripwatch.push.AlarmNews;
import io.dripwatch.push.Whom;
import io.dripwatch.session.Limit;
import io.dripwatch.vitals.DeviceId;
import io.dripwatch.vitals.Metric;
import java.util.ArrayList;
import java.util.List;

/** Writes what became of an alarm as IHE PCD-04 (ORU^R40): one alarm a message, its facets as rows. */
final class AlarmMessage {
    private static final String GENERAL = Terms.mdc(196616, "MDC_EVT_ALARM");
    private static final String LOW = Terms.mdc(196670, "MDC_EVT_LO");
    private static final String HIGH = Terms.mdc(196648, "MDC_EVT_HI");

    private final Header header;
    private final Subject subject;
    private final String name;

    AlarmMessage(Sender sender) {
        this.header = new Header(sender);
        this.subject = new Subject(sender);
        this.name = Escapes.text(sender.name());
    }

    Outgoing of(AlarmNews news) {
        Alarm alarm = news.alarm();
        String at = Terms.time(news.at());
        List<Segment> body = new ArrayList<>(subject.of(news.whom()));
        body.add(new Segment("OBR")
                .with(1, "1")
                .with(3, step(news) + "^" + name)
                .with(4, GENERAL)
                .with(7, at)
                .with(29, "^" + news.issue() + "&" + name));
        Rows rows = new Rows(place(alarm), at);
        event(rows, alarm);
        source(rows, news);
        rows.attribute(68481, "EVENT_PHASE", news.phase().word());
        rows.attribute(68482, "ALARM_STATE", state(news));
        rows.attribute(68483, "ALARM_INACTIVATION_STATE", alarm.acknowledged() ? "alert-acknowledged" : "enabled");
        rows.attribute(68484, "ALARM_PRIORITY", Terms.priority(alarm.priority()));
        rows.attribute(68485, "ALERT_TYPE", type(alarm));
        body.addAll(rows.all);
        return header.over(Header.Transaction.ALARM, news.at(), false, body);
    }

    /** Names this step of the alarm for ever; what may come again is told apart by its moment. */
    private static String step(AlarmNews news) {
        String phase = news.issue() + "." + news.phase().word();
        return news.once() ? phase : phase + "." + news.at().toEpochMilli();
    }

    /** The rows of one alarm: facets 1, 2, 3 and so on of one place. */
    private static final class Rows {
        private final String place;
        private final String at;
        private final List<Segment> all = new ArrayList<>();

        Rows(String place, String at) {
            this.place = place;
            this.at = at;
        }

        Segment add(String type, String code, String value) {
            int facet = all.size() + 1;
            Segment row = new Segment("OBX")
                    .with(1, Integer.toString(facet))
                    .with(2, type)
                    .with(3, code)
                    .with(4, place + "." + facet)
                    .with(5, value)
                    .with(11, "F")
                    .with(14, at);
            all.add(row);
            return row;
        }

        void attribute(int code, String name, String value) {
            add("ST", Terms.mdc(code, "MDC_ATTR_" + name), value);
        }
    }

    private void event(Rows rows, Alarm alarm) {
        String text = alarm.condition().text().english();
        Limit.Side side = alarm.key().kind().side();
        String flags = Terms.priority(alarm.priority()) + "~" + type(alarm);
        Segment row;
        if (side == null) {
            row = rows.add("CWE", GENERAL, "^^^^^^^^" + Escapes.text(text)).with(8, flags);
        } else {
            boolean low = side == Limit.Side.LOW;
            row = rows.add("ST", low ? LOW : HIGH, Escapes.text(text)).with(8, (low ? "L~" : "H~") + flags);
        }
        row.with(18, device(alarm));
    }

    /** The device that it is about; this server where it is about none, for then it is its word. */
    private String device(Alarm alarm) {
        DeviceId device = alarm.key().device();
        return device == null ? name : Escapes.text(device.value());
    }

    private static void source(Rows rows, AlarmNews news) {
        Alarm alarm = news.alarm();
        Metric metric = alarm.key().metric();
        Condition condition = alarm.condition();
        Double value = condition.value();
        if (metric != null && value != null) {
            rows.add("NM", Terms.metric(metric), Terms.number(value))
                    .with(6, Terms.unit(metric))
                    .with(7, limit(alarm));
        } else {
            String about = metric == null ? "^" + Escapes.text(about(news)) : Terms.metric(metric);
            rows.add("CWE", Terms.mdc(68480, "MDC_ATTR_ALERT_SOURCE"), about);
        }
    }

    private static String limit(Alarm alarm) {
        Double limit = alarm.condition().limit();
        Limit.Side side = alarm.key().kind().side();
        if (limit == null || side == null) {
            return "";
        }
        return (side == Limit.Side.LOW ? ">" : "<") + Terms.number(limit);
    }

    private static String about(AlarmNews news) {
        DeviceId device = news.alarm().key().device();
        Whom.Visit visit = news.whom().visit();
        return device != null
                ? device.value()
                : visit == null ? "" : "chair " + visit.chair().value();
    }

    private static String place(Alarm alarm) {
        Metric metric = alarm.key().metric();
        return metric == null ? Terms.SYSTEM : Terms.containment(metric, 0);
    }

    private static String type(Alarm alarm) {
        return alarm.condition().physiological() ? "SP" : "ST";
    }

    private static String state(AlarmNews news) {
        if (news.over()) {
            return "inactive";
        }
        return switch (news.alarm().state()) {
            case ACTIVE -> "active";
            case LATCHED -> "latched";
        };
    }
}

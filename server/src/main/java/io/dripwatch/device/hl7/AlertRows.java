package io.dripwatch.device.hl7;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one alarm among those of a message. IHE puts one alarm into a message; gateways put several there, each
 * below an OBR of its own, of several devices or patients.
 *
 * @param part whose alarm it is
 * @param rows all of it
 */
record AlertRows(Survey.Part part, List<Row> rows) {

    /** One for each alarm of a message; a message of one alarm may spread it over all of its rows. */
    static List<AlertRows> of(Message message, Survey survey) {
        List<AlertRows> alerts = new ArrayList<>();
        List<Integer> requests =
                survey.rows().stream().map(Row::request).distinct().toList();
        for (int request : requests) {
            List<AlertRows> ofRequest = new ArrayList<>();
            for (Survey.Part part : survey.parts()) {
                List<Row> own = below(request, part.rows());
                if (new AlertReader(message, own).tellsOfEvent()) {
                    ofRequest.add(new AlertRows(part, own));
                }
            }
            if (ofRequest.size() == 1) {
                alerts.add(new AlertRows(ofRequest.get(0).part, below(request, survey.rows())));
            } else {
                alerts.addAll(ofRequest);
            }
        }
        if (alerts.size() > 1) {
            return alerts;
        }
        Survey.Part part = alerts.isEmpty() ? survey.parts().get(0) : alerts.get(0).part;
        return List.of(new AlertRows(part, survey.rows()));
    }

    private static List<Row> below(int request, List<Row> rows) {
        return rows.stream().filter(row -> row.request() == request).toList();
    }
}

package io.dripwatch.dashboard;

import io.dripwatch.report.KeptReports;
import io.dripwatch.report.Report;
import io.dripwatch.report.pdf.ReportPdf;
import io.dripwatch.wording.Wording;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report of a session: the document as JSON, where moments are epoch milliseconds, and as a PDF file. */
final class ReportApi {
    private static final Logger LOG = LoggerFactory.getLogger(ReportApi.class);
    private static final String PATH = "/api/v1/sessions/:session/report";

    private final Vertx vertx;
    private final KeptReports reports;
    private final Wording words;

    ReportApi(Vertx vertx, KeptReports reports, Wording words) {
        this.vertx = vertx;
        this.reports = reports;
        this.words = words;
    }

    /** Turns the report into what is sent. */
    private interface Form {
        Buffer of(Report report) throws IOException;
    }

    void mount(Router router) {
        router.get(PATH).handler(http -> send(http, "application/json", ReportApi::json));
        router.get(PATH + ".pdf").handler(http -> send(http, "application/pdf", this::pdf));
    }

    private void send(RoutingContext http, String type, Form form) {
        String session = http.pathParam("session");
        vertx.executeBlocking(() -> read(session, form), false)
                .onSuccess(body -> {
                    if (body == null) {
                        refuse(http, 404, "There is no such session.");
                    } else {
                        http.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                                .end(body);
                    }
                })
                .onFailure(failure -> {
                    LOG.error("The report of a session could not be written", failure);
                    refuse(http, 503, "The report cannot be written now.");
                });
    }

    private @Nullable Buffer read(String session, Form form) throws IOException {
        Report report = reports.of(session);
        return report == null ? null : form.of(report);
    }

    private static Buffer json(Report report) throws IOException {
        return Buffer.buffer(Documents.JSON.writeValueAsBytes(report));
    }

    private Buffer pdf(Report report) {
        return Buffer.buffer(ReportPdf.bytes(report, ZoneId.systemDefault(), words));
    }

    private void refuse(RoutingContext http, int status, String sentence) {
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(new JsonObject().put("error", words.say(sentence)).encode());
    }
}

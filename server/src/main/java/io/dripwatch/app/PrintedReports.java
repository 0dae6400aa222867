package io.dripwatch.app;

import io.dripwatch.fhir.Documents;
import io.dripwatch.report.KeptReports;
import io.dripwatch.report.Report;
import io.dripwatch.report.pdf.ReportPdf;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The reports of sessions as the chart hands them out. */
record PrintedReports(KeptReports reports) implements Documents {
    @Override
    public byte @Nullable [] pdf(String session) {
        Report report = reports.of(session);
        return report == null ? null : ReportPdf.bytes(report, ZoneId.systemDefault(), reports.words());
    }
}

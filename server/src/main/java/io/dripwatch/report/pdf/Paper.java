package io.dripwatch.report.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Sheets of paper that are written from top to bottom, black on white; a new sheet begins where one is full. */
final class Paper implements AutoCloseable {
    static final float LEFT = 48;
    static final float RIGHT = PDRectangle.A4.getWidth() - 48;
    private static final float TOP = PDRectangle.A4.getHeight() - 48;
    private static final float BOTTOM = 56;
    private static final float SMALL = 8;
    private static final String LETTERS = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int NO_SUCH_LETTER = '?';

    private final PDDocument document;
    private final PDFont font;
    private final List<PDPageContentStream> sheets = new ArrayList<>();
    private final String footer;
    private float y;

    /** Begins the first sheet. {@code footer} stands under every one, with its number. */
    Paper(PDDocument document, String footer) throws IOException {
        this.document = document;
        this.footer = footer;
        try (InputStream letters = Objects.requireNonNull(PDFont.class.getResourceAsStream(LETTERS), LETTERS)) {
            this.font = PDType0Font.load(document, letters, true);
        }
        turn();
    }

    /** How far down it was written. */
    float y() {
        return y;
    }

    /** Leaves some space, on a new sheet where this one has not so much. */
    void space(float points) throws IOException {
        y -= points;
        if (y < BOTTOM) {
            turn();
        }
    }

    /** Makes sure that so much fits on this sheet. */
    void need(float points) throws IOException {
        if (y - points < BOTTOM) {
            turn();
        }
    }

    PDPageContentStream ink() {
        return sheets.get(sheets.size() - 1);
    }

    void turn() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        sheets.add(new PDPageContentStream(document, page));
        y = TOP;
    }

    void heading(String text) throws IOException {
        need(48);
        space(18);
        write(text, LEFT, 12);
        y -= 4;
        line(LEFT, y, RIGHT, y, 0.8f);
        space(4);
    }

    /** A paragraph, broken into lines. */
    void text(String text, float size) throws IOException {
        for (String each : wrapped(text, RIGHT - LEFT, size)) {
            space(size + 3);
            write(each, LEFT, size);
        }
    }

    /** One row of a table: each cell broken into lines at its own width. */
    void row(float[] widths, List<String> cells, float size) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        int most = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> cell = wrapped(cells.get(i), widths[i] - 6, size);
            lines.add(cell);
            most = Math.max(most, cell.size());
        }
        need(most * (size + 2) + 4);
        float x = LEFT;
        for (int i = 0; i < widths.length; i++) {
            float down = y;
            for (String line : lines.get(i)) {
                down -= size + 2;
                writeAt(line, x, down, size);
            }
            x += widths[i];
        }
        y -= most * (size + 2) + 3;
        line(LEFT, y, RIGHT, y, 0.2f);
    }

    void write(String text, float x, float size) throws IOException {
        writeAt(text, x, y, size);
    }

    void writeAt(String text, float x, float at, float size) throws IOException {
        PDPageContentStream ink = ink();
        ink.beginText();
        ink.setFont(font, size);
        ink.newLineAtOffset(x, at);
        ink.showText(known(text));
        ink.endText();
    }

    void line(float x1, float y1, float x2, float y2, float width) throws IOException {
        PDPageContentStream ink = ink();
        ink.setLineWidth(width);
        ink.moveTo(x1, y1);
        ink.lineTo(x2, y2);
        ink.stroke();
    }

    private List<String> wrapped(String text, float width, float size) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : known(text).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && font.getStringWidth(longer) / 1000 * size > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** What the letters of this paper cannot show stands as a question mark; a line break as a blank. */
    private String known(String text) {
        StringBuilder known = new StringBuilder();
        text.codePoints().forEach(letter -> {
            int shown = Character.isISOControl(letter) ? ' ' : letter;
            known.appendCodePoint(has(shown) ? shown : NO_SUCH_LETTER);
        });
        return known.toString();
    }

    private boolean has(int letter) {
        try {
            return font.encode(Character.toString(letter)).length > 0;
        } catch (IOException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Numbers the sheets. */
    @Override
    public void close() throws IOException {
        for (int i = 0; i < sheets.size(); i++) {
            try (PDPageContentStream ink = sheets.get(i)) {
                ink.beginText();
                ink.setFont(font, SMALL);
                ink.newLineAtOffset(LEFT, 32);
                ink.showText(known(footer + "   " + (i + 1) + " / " + sheets.size()));
                ink.endText();
            }
        }
    }
}

package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lgsc.cli.reproduce.PublishedRows.Method;
import org.lgsc.cli.reproduce.PublishedRows.Row;

/**
 * {@code printed-tables.txt} beside this test holds the paper's five tables as printed, a line a
 * row: table, protocol or ticks, method as cited, and the cells.
 */
class PublishedRowsTest {
    private static final Path PAPER = Path.of("..", "..", "shared", "paper.md");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+(±\\d+\\.\\d+)?");
    private static final String OWN = "Ours";

    /**
     * @param place protocol, or ticked columns of the ablation joined by "; "
     * @param label of the method, with its citation
     */
    private record Printed(int table, String place, String label, List<String> cells) {}

    @Test
    void everyCellIsAsPrinted() throws IOException {
        Map<String, List<String>> expected = new TreeMap<>();
        for (Printed row : transcribed()) {
            // the one method whose name the print has in two spellings; a note says so
            String label = row.label().replace("GRANDINT", "GRADIANT");
            if (row.table() == 3) {
                expected.put(key(3, "casia-replay", label), List.of(number(row, 0)));
                expected.put(key(3, "replay-casia", label), List.of(number(row, 1)));
            } else {
                expected.put(key(row.table(), protocol(row), label), row.cells());
            }
        }
        Map<String, List<String>> found = new TreeMap<>();
        for (Method method : PublishedRows.load().methods()) {
            for (Row row : method.rows()) {
                if (row.inPaper()) {
                    found.put(key(row.table(), row.protocol(), label(method)), cells(row));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theTranscriptionHasAll55Rows() throws IOException {
        List<Printed> rows = transcribed();
        assertThat(rows).hasSize(55);
        assertThat(rows.stream().mapToInt(Printed::table).boxed())
                .satisfies(
                        tables -> {
                            int[] counts = new int[6];
                            tables.forEach(t -> counts[t]++);
                            assertThat(counts).containsExactly(0, 12, 20, 8, 8, 7);
                        });
    }

    @Test
    void theTranscriptionIsThePaper() throws IOException {
        assumeTrue(Files.exists(PAPER), "the paper's text is not here");
        assertThat(paper(Files.readAllLines(PAPER))).isEqualTo(transcribed());
    }

    @Test
    void rowsThatThePaperDoesNotHaveAreMarked() {
        PublishedRows published = PublishedRows.load();
        assertThat(published.transcribed()).containsOnlyKeys("paper", "quoted");
        assertThat(published.transcribed().get("quoted")).startsWith("not in the paper");
        List<String> apart =
                published.methods().stream()
                        .flatMap(
                                m ->
                                        m.rows().stream()
                                                .filter(r -> !r.inPaper())
                                                .map(r -> m.name() + " " + r.protocol()))
                        .toList();
        assertThat(apart)
                .hasSize(14)
                .contains("GRADIANT oulu-p1")
                .allMatch(s -> s.matches("FAS-TD .*|DeepPixBiS .*|GRADIANT oulu-p1"));
    }

    @Test
    void everyMethodHasItsSourceAndEveryRowItsPlace() {
        PublishedRows published = PublishedRows.load();
        assertThat(published.own().paper()).contains("arXiv 2005.03922");
        Set<String> places = new HashSet<>();
        for (Method method : published.methods()) {
            assertThat(method.paper()).as(method.name()).matches(".*, .*(19|20)\\d\\d");
            assertThat(method.rows()).isNotEmpty();
            for (Row row : method.rows()) {
                PaperTable table = PaperTable.values()[row.table() - 1];
                String place = key(row.table(), row.protocol(), method.name());
                assertThat(places.add(place)).as(place).isTrue();
                assertThat(table.protocols()).as(place).contains(row.protocol());
                assertThat(row.column(table == PaperTable.TABLE3 ? "HTER" : "ACER"))
                        .as(place)
                        .matches(NUMBER);
                assertThat(published.transcribed()).as(place).containsKey(row.transcribed());
            }
        }
        assertThat(published.in(PaperTable.OCIM)).isEmpty();
        assertThat(published.notes(PaperTable.OCIM)).isEmpty();
        for (PaperTable table : PaperTable.values()) {
            if (!table.inPaper()) {
                continue;
            }
            assertThat(published.own().rows())
                    .filteredOn(r -> r.table() == table.number())
                    .extracting(Row::protocol)
                    .containsExactlyInAnyOrderElementsOf(table.protocols());
        }
    }

    /** A mean over folds of (APCER + BPCER) / 2 is that of the means, so this holds there, too. */
    @Test
    void anAcerIsThatOfItsPartsUnlessANoteSaysSo() {
        PublishedRows published = PublishedRows.load();
        List<String> odd = new ArrayList<>();
        int looked = 0;
        for (Method method : published.methods()) {
            for (Row row : method.rows()) {
                if (!row.acer().isEmpty() && row.apcer().matches("\\d.*")) {
                    double mean = (mean(row.apcer()) + mean(row.bpcer())) / 2;
                    double digit = row.table() == 1 ? 0.01 : 0.1;
                    // of rounding: half a digit for ACER, and half a digit for the mean
                    if (Math.abs(mean(row.acer()) - mean) > 0.99 * digit) {
                        odd.add(method.name() + " " + row.protocol());
                    }
                    looked++;
                }
            }
        }
        assertThat(looked).isEqualTo(9 + 20 + 7 + 12);
        assertThat(odd)
                .containsExactlyInAnyOrder(
                        "LGSC triplet-on-cue-too", "FaceDs oulu-p3", "Auxiliary oulu-p4");
        assertThat(published.notes().stream().map(n -> n.method() + " " + n.protocol()))
                .containsAll(odd)
                .contains("GRADIANT oulu-p2");
    }

    /** The test of OULU-NPU protocol 1 has 240 attacks of each of two species. */
    @Test
    void allButOneApcerOfTheAblationAreOneOf240() {
        List<String> odd = new ArrayList<>();
        for (Row row : PublishedRows.load().own().rows()) {
            long errors = row.table() == 5 ? Math.round(mean(row.apcer()) * 2.4) : 0;
            if (row.table() == 5 && Math.abs(errors / 2.4 - mean(row.apcer())) > 0.05) {
                odd.add(row.protocol());
            }
        }
        assertThat(odd).containsExactly("triplet-on-cue-too");
    }

    @Test
    void theSignOfEquation8IsNoted() {
        PublishedRows published = PublishedRows.load();
        assertThat(published.notes())
                .filteredOn(n -> n.table() == 0)
                .singleElement()
                .satisfies(n -> assertThat(n.text()).startsWith("Equation 8").contains("minus"));
        assertThat(published.notes(PaperTable.TABLE2)).hasSize(3);
    }

    private static double mean(String printed) {
        return Double.parseDouble(printed.replaceAll("±.*", ""));
    }

    private static String key(int table, String protocol, String label) {
        return table + " " + protocol + " " + label;
    }

    private static String label(Method method) {
        return method.equals(PublishedRows.load().own())
                ? OWN
                : method.name() + " [" + method.reference() + "]";
    }

    private static List<String> cells(Row row) {
        return switch (row.table()) {
            case 3 -> List.of(row.hter());
            case 4 -> List.of(row.acer());
            default -> List.of(row.apcer(), row.bpcer(), row.acer());
        };
    }

    private static String number(Printed row, int cell) {
        assertThat(row.cells().get(cell)).endsWith("%");
        return row.cells().get(cell).replace("%", "");
    }

    private static String protocol(Printed row) {
        return switch (row.table()) {
            case 1 -> "siw-p" + row.place();
            case 2 -> "oulu-p" + row.place();
            case 4 -> "siw-oulu-p" + row.place();
            default -> variant(Set.of(row.place().split("; "))).toString();
        };
    }

    private static AblationVariant variant(Set<String> ticks) {
        if (ticks.contains("Resized input")) {
            return AblationVariant.RESIZED_INPUT;
        } else if (ticks.contains("RL on live and spoof")) {
            return AblationVariant.REGRESSION_ON_BOTH;
        } else if (ticks.contains("TL on E5-SC")) {
            return AblationVariant.TRIPLET_ON_CUE_TOO;
        } else if (!ticks.contains("TL on E5-D4")) {
            return AblationVariant.NO_TRIPLET;
        } else if (ticks.contains("AC on spoof cue")) {
            return AblationVariant.AUXILIARY_ON_CUE;
        }
        return ticks.contains("AC on overlayed")
                ? AblationVariant.FULL
                : AblationVariant.NO_AUXILIARY;
    }

    private static List<Printed> transcribed() throws IOException {
        try (InputStream in = PublishedRowsTest.class.getResourceAsStream("printed-tables.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\|"))
                    .map(f -> printed(Integer.parseInt(f[0]), f[1], f[2], cells(f, 3)))
                    .toList();
        }
    }

    private static Printed printed(int table, String place, String label, List<String> cells) {
        return new Printed(table, place, label.isEmpty() ? OWN : label, cells);
    }

    private static List<String> cells(String[] fields, int from) {
        return Stream.of(fields).skip(from).filter(s -> !s.isEmpty()).toList();
    }

    /** The tables of the paper's text: fields are separated by tabs, an empty one is as above. */
    private static List<Printed> paper(List<String> lines) {
        Pattern caption = Pattern.compile("Table (\\d)\\. .*");
        List<Printed> rows = new ArrayList<>();
        String[] head = {};
        int table = 0;
        String place = "";
        for (String line : lines) {
            Matcher start = caption.matcher(line);
            String[] fields = line.split("\t");
            if (start.matches()) {
                table = Integer.parseInt(start.group(1));
                head = new String[0];
            } else if (fields.length > 1 && head.length == 0) {
                head = fields;
            } else if (fields.length > 1 && table == 3) {
                if (!fields[0].isEmpty()) { // else the second line of the head
                    rows.add(printed(3, "", fields[0], cells(fields, 1)));
                }
            } else if (fields.length > 1 && table == 5) {
                rows.add(printed(5, ticks(head, fields), "", cells(fields, 8)));
            } else if (fields.length > 1) {
                place = fields[0].isEmpty() ? place : fields[0];
                rows.add(printed(table, place, fields[1], cells(fields, 2)));
            }
        }
        return rows;
    }

    private static String ticks(String[] head, String[] fields) {
        List<String> ticked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            if (!fields[i].isEmpty()) {
                ticked.add(head[i]);
            }
        }
        return String.join("; ", ticked);
    }
}

package org.lgsc.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;

class ReportFilesTest {
    @TempDir private Path folder;

    @Test
    void writesTheSameNumbersInEveryForm() throws Exception {
        ProtocolReport report = Reports.hostile();
        Path out = folder.resolve("a/b");
        report.write(out);
        PadReport first = report.folds().get(0).report();
        assertThat(FoldSummary.fromJson(Files.readString(out.resolve("report.json"))))
                .isEqualTo(report.summary());
        assertThat(Files.readString(out.resolve("report.txt"))).contains(first.toText());

        List<CSVRecord> rows = csv(Files.readString(out.resolve("report.csv")));
        CSVRecord bpcer =
                rows.stream()
                        .filter(r -> r.get(0).equals("fold-1") && r.get(1).equals("BPCER"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Double.parseDouble(bpcer.get("value"))).isEqualTo(first.bpcer().value());
        assertThat(bpcer.get("errors")).isEqualTo(Long.toString(first.bpcer().k()));
        // a row that is copied out still says what it is of
        assertThat(rows).allMatch(r -> r.get("title").equals(report.title()));
        assertThat(rows)
                .anyMatch(r -> r.get(1).equals("APCER") && r.get(2).equals(Reports.HOSTILE));
        assertThat(rows).anyMatch(r -> r.get(0).equals("deviation ddof=0"));

        String percent = String.format("%.2f", 100 * first.bpcer().value());
        assertThat(Files.readAllLines(out.resolve("report.md")))
                .hasSize(5)
                .allMatch(l -> l.replace("\\|", "").chars().filter(c -> c == '|').count() == 7)
                .element(2)
                .asString()
                .contains("| " + percent + " |", "&lt;/script>")
                .doesNotContain("<");
        assertThat(Files.readAllLines(out.resolve("report.tex")))
                .hasSize(4)
                .element(1)
                .asString()
                .contains("& " + percent + " &", "\\%\\_")
                .endsWith("\\\\");
        assertThat(Files.readAllLines(out.resolve("report.tex")).get(3)).contains("$\\pm$");
    }

    @Test
    void speciesStartNoFormulaAndEndNoLine() throws Exception {
        String formula = "=cmd|' /C calc'!A0";
        String line = "print\nBPCER 0.00 %\u001b[2J";
        List<PadScore> dev = new ArrayList<>();
        List<PadScore> test = new ArrayList<>();
        for (List<PadScore> scores : List.of(dev, test)) {
            String subject = "s" + dev.size();
            scores.add(PadScore.live("l", subject, 0.1));
            scores.add(PadScore.attack("a", formula, subject, 0.9));
            scores.add(PadScore.attack("b", line, subject, 0.8));
        }
        ProtocolReport.of(
                        "+1",
                        List.of(ProtocolEvaluator.builder().build().fold("-2", dev, test)),
                        0,
                        List.of())
                .write(folder);
        List<CSVRecord> rows = csv(Files.readString(folder.resolve("report.csv")));
        assertThat(rows).anyMatch(r -> r.get("species").equals("'" + formula));
        for (CSVRecord row : rows) {
            assertThat(row.get("fold") + row.get("species") + row.get("title"))
                    .startsWith("'-2")
                    .endsWith("'+1")
                    .doesNotContainPattern("\\p{Cntrl}");
        }
        assertThat(Files.readAllLines(folder.resolve("report.txt")))
                .noneMatch(l -> l.startsWith("BPCER 0.00") || l.contains("\u001b"));
    }

    @Test
    void thePageHoldsTheDataAndNoWayOutOfIt() throws Exception {
        ProtocolReport report = Reports.hostile();
        String html = HtmlReport.of(report, List.of());
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(html.split("</script", -1)).hasSize(3);
        assertThat(html).doesNotContain("<img", "src=\"http", "href=", "@import", "url(");
        String data =
                html.substring(html.indexOf("id=\"report-data\">") + 17, html.indexOf("</script>"));
        JsonNode json = new ObjectMapper().readTree(data);
        assertThat(json.path("title").asText()).isEqualTo(report.title());
        assertThat(json.path("summary"))
                .isEqualTo(new ObjectMapper().readTree(report.summary().toJson()));
        assertThat(json.path("details").path(0).path("table").path("bonaFide").asInt())
                .isEqualTo(120);
        assertThat(html)
                .contains("default-src 'none'")
                .contains("<title>Title &lt;/script&gt;")
                .doesNotContain("@SCRIPT@", "@CSS@");
    }

    @Test
    void nothingHasNoInterval() {
        assertThat(CsvReport.of(Reports.odd().get("no-response")))
                .contains("one,BPCER,,,0,0,,,odd\n", "one,APCER,print,,0,0,,,odd\n")
                .contains("one,BPNRR,,1.0,1,1,");
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Reports.hostile().write(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("report.txt");
    }

    private static List<CSVRecord> csv(String text) throws Exception {
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        return format.parse(new StringReader(text)).getRecords();
    }
}

package org.lgsc.eval.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

class ComparisonFilesTest {
    /** What a name must not be able to do to the page that shows it. */
    private static final String HOSTILE =
            "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'&|%_@DATA@";

    @TempDir private Path folder;

    private static ScoredSystem system(double shift) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String subject = i % 5 + HOSTILE;
            scores.add(PadScore.live("l" + i + HOSTILE, subject, i / 20.0 - shift));
            scores.add(PadScore.attack("a" + i, HOSTILE, subject, i / 20.0 + shift));
        }
        return new ScoredSystem(
                shift + HOSTILE,
                PadEvaluator.builder()
                        .fixedThreshold(0.5)
                        .provenance("model", HOSTILE)
                        .build()
                        .evaluate(TestScores.of(scores)),
                scores);
    }

    @Test
    void everyFormHasTheSameNumbersAndNoWayOut() throws Exception {
        SystemComparison c =
                SystemComparer.builder()
                        .title("Title " + HOSTILE)
                        .build()
                        .compare(system(0.1), system(0.2));
        Path out = folder.resolve("a/b");
        c.write(out);
        assertThat(SystemComparison.fromJson(Files.readString(out.resolve("comparison.json"))))
                .isEqualTo(c);
        assertThat(Files.readString(out.resolve("comparison.txt"))).isEqualTo(c.toText());
        String html = Files.readString(out.resolve("comparison.html"));
        assertThat(html.split("<script", -1)).hasSize(3);
        assertThat(html.split("</script", -1)).hasSize(3);
        assertThat(html)
                .contains("default-src 'none'", "<title>Title &lt;/script&gt;")
                .doesNotContain("<img", "src=\"http", "href=", "@import", "url(", "@SCRIPT@");
        String data =
                html.substring(html.indexOf("id=\"report-data\">") + 17, html.indexOf("</script>"));
        JsonNode json = new ObjectMapper().readTree(data);
        ((ObjectNode) json).remove("version");
        assertThat(json).isEqualTo(new ObjectMapper().readTree(c.toJson()));
        assertThat(json.path("errors").path(0).path("test").path("p").asDouble())
                .isEqualTo(c.errors("all").test().p());
    }
}

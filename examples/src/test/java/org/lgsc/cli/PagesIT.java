package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.fixture.HeadlessBrowser;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** HTML pages in a headless browser, on a desk and on a telephone, by day and by night. */
class PagesIT {
    @TempDir Path folder;

    @Test
    void reportsFitEveryScreen() throws Exception {
        for (String file : List.of("dev", "a", "b")) {
            ScoreFile.write(folder.resolve(file + ".csv"), scores(file));
        }
        Path dev = folder.resolve("dev.csv");
        Path a = folder.resolve("a.csv");
        run("evaluate", "--dev", dev, "--test", a, "--out", folder.resolve("report"));
        Object b = folder.resolve("b.csv");
        run("compare", a, b, "--dev-a", dev, "--dev-b", dev, "--out", folder.resolve("two"));
        look("report/report.html", "two/comparison.html");
    }

    @Test
    void theTrainingsPageFitsEveryScreen() throws Exception {
        Path data = TestFolders.write(folder.resolve("data"));
        run(
                "train --recipe small-scale --detector none --base-width 4 --batch 4 --steps 2"
                        + " --encoder none --no-baseline",
                "--data",
                data,
                "--out",
                folder.resolve("model.zip"),
                "--log",
                folder.resolve("log"));
        look("log/training.html");
    }

    private static void run(String command, Object... more) {
        List<Object> words = new ArrayList<>(List.of((Object[]) command.split(" ")));
        words.addAll(List.of(more));
        CommandRun run = CommandRun.of(words.toArray());
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** The same presentations for both systems, other people for development. */
    private static List<PadScore> scores(String file) {
        Random random = new Random(file.hashCode());
        String people = file.equals("dev") ? "dev" : "test";
        return IntStream.range(0, 90)
                .mapToObj(
                        i -> {
                            String name = people + "-picture-" + i;
                            String person = people + "-person-" + i / 6;
                            double noise = 0.2 * random.nextGaussian();
                            return i % 3 == 0
                                    ? PadScore.live(name, person, 0.3 + noise)
                                    : PadScore.attack(
                                            name,
                                            i % 3 == 1 ? "replay-on-a-telephone" : "print",
                                            person,
                                            0.7 + noise);
                        })
                .toList();
    }

    private void look(String... pages) throws Exception {
        ChromeDriver browser = HeadlessBrowser.open(folder);
        try {
            for (String page : pages) {
                for (int width : new int[] {1280, 390}) {
                    for (String scheme : List.of("light", "dark")) {
                        look(browser, folder.resolve(page), width, scheme);
                    }
                }
            }
        } finally {
            browser.quit();
        }
    }

    private static void look(ChromeDriver browser, Path page, int width, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.get(page.toUri().toString());
        String where = page.getFileName() + " at " + width + " pixels, " + scheme;
        assertThat(browser.findElements(By.tagName("section"))).as(where).isNotEmpty();
        // nothing sticks out of the page, and no column is a letter wide
        assertThat(number(browser, "document.documentElement.scrollWidth"))
                .as(where)
                .isLessThanOrEqualTo(width);
        String cells = "[...document.querySelectorAll('tbody th')].filter((c) => c.offsetWidth)";
        assertThat(number(browser, "Math.min(999, ..." + cells + ".map((c) => c.offsetWidth))"))
                .as(where)
                .isGreaterThan(90);
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).as(where).isEmpty();
    }

    private static long number(ChromeDriver browser, String script) {
        return ((Number) browser.executeScript("return " + script)).longValue();
    }
}

package org.lgsc.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.fixture.HeadlessBrowser;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The HTML report in a headless browser; skipped where there is no Chromium with its driver. */
class HtmlReportIT {
    private static final ProtocolReport REPORT = Reports.hostile();

    @TempDir private static Path folder;
    private static ChromeDriver browser;
    private static String page;

    @BeforeAll
    static void open() throws Exception {
        browser = HeadlessBrowser.open(folder);
        REPORT.write(folder);
        page = folder.resolve("report.html").toUri().toString();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void load() {
        browser.manage().window().setSize(new Dimension(1200, 900));
        browser.get(page);
    }

    private static double metric(String name) {
        // by attribute in the page, because names are hostile
        Object value =
                browser.executeScript(
                        "const e = [...document.querySelectorAll('[data-metric]')]"
                                + ".find(x => x.dataset.metric === arguments[0]);"
                                + "return [e.dataset.value, e.textContent];",
                        name);
        List<?> pair = (List<?>) value;
        double exact = Double.parseDouble(pair.get(0).toString());
        String shown = pair.get(1).toString();
        if (shown.endsWith("%")) {
            // what people read is the number that machines read
            assertThat(Double.parseDouble(shown.replace(" %", "")))
                    .isCloseTo(100 * exact, within(0.0051));
        }
        return exact;
    }

    @Test
    void loadsWithoutErrorsAndWithoutTheNetwork() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        assertThat(browser.executeScript("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
        assertThat(browser.executeScript("return window.hacked === undefined")).isEqualTo(true);
        assertThat(browser.findElements(By.cssSelector("#app img"))).isEmpty();
        assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo(REPORT.title());
    }

    @Test
    void theNumbersOfThePageAreTheNumbersOfTheJson() throws Exception {
        JsonNode json =
                new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
        for (int fold = 0; fold < 2; fold++) {
            browser.findElements(By.cssSelector("nav.folds button")).get(fold).click();
            JsonNode report = json.path("folds").path(fold);
            assertThat(metric("apcer")).isEqualTo(report.path("apcer").asDouble());
            assertThat(metric("bpcer")).isEqualTo(report.path("bpcer").path("value").asDouble());
            assertThat(metric("bpcer.table")).isEqualTo(metric("bpcer"));
            assertThat(metric("acer")).isEqualTo(report.path("acer").asDouble());
            assertThat(metric("hter")).isEqualTo(report.path("hter").asDouble());
            assertThat(metric("d-eer")).isEqualTo(report.path("dEer").asDouble());
            assertThat(metric("auc")).isEqualTo(report.path("auc").asDouble());
            assertThat(metric("threshold"))
                    .isEqualTo(report.path("threshold").path("spoofScore").asDouble());
            for (JsonNode s : report.path("species")) {
                String name = s.path("species").asText();
                assertThat(metric("apcer." + name))
                        .isEqualTo(s.path("apcer").path("value").asDouble());
                assertThat(metric("apnrr." + name))
                        .isEqualTo(s.path("apnrr").path("value").asDouble());
            }
            for (JsonNode p : report.path("operatingPoints")) {
                assertThat(metric("point." + p.path("name").asText()))
                        .isEqualTo(p.path("rate").path("value").asDouble());
            }
        }
        for (Iterator<String> names = json.path("metrics").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            assertThat(metric("mean." + name))
                    .isEqualTo(json.path("metrics").path(name).path("mean").asDouble());
            assertThat(metric("deviation." + name))
                    .isEqualTo(json.path("metrics").path(name).path("deviation").asDouble());
        }
    }

    @Test
    void movingTheThresholdCountsAnew() {
        ThresholdTable table = REPORT.folds().get(0).figures().table();
        TableRates rates = new TableRates(table);
        int own = rates.indexOf(REPORT.folds().get(0).report().threshold().spoofScore());
        assertThat(metric("moved.bpcer")).isEqualTo(rates.bpcer(own));
        assertThat(metric("moved.acer")).isEqualTo(rates.acer(own));
        WebElement slider = browser.findElement(By.id("threshold"));
        slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(metric("moved.bpcer")).isEqualTo(rates.bpcer(own + 3));
        for (ThresholdTable.SpeciesCurve s : table.species()) {
            assertThat(metric("moved.apcer." + s.name()))
                    .isEqualTo((double) s.accepted()[own + 3] / s.attacks());
        }
        slider.sendKeys(Keys.HOME);
        assertThat(metric("moved.bpcer")).isEqualTo(1);
        slider.sendKeys(Keys.END);
        assertThat(metric("moved.bpcer")).isZero();
        assertThat(slider.getAttribute("aria-valuetext")).contains("BPCER 0.00 %");
        browser.findElement(By.id("reset")).click();
        assertThat(metric("moved.acer")).isEqualTo(rates.acer(own));
        // the report's own numbers stay where they are
        assertThat(metric("acer")).isEqualTo(REPORT.folds().get(0).report().acer());
    }

    @Test
    void chartsAnswerThePointer() {
        Object tip =
                browser.executeScript(
                        "const c = document.querySelector('#curves svg.chart');"
                                + "const m = c.querySelector('circle.mark').getBoundingClientRect();"
                                + "c.dispatchEvent(new PointerEvent('pointermove',"
                                + " {clientX: m.x + m.width / 2, clientY: m.y + m.height / 2}));"
                                + "return document.querySelector('.tip').textContent;");
        assertThat(tip.toString()).contains("APCER", "BPCER", "threshold");
        // the axes of the DET: quantiles of the normal distribution
        assertThat((Double) browser.executeScript("return probit(0.975)"))
                .isCloseTo(1.959963985, within(1e-7));
        assertThat((Double) browser.executeScript("return probit(0.001)"))
                .isCloseTo(-3.090232306, within(1e-7));
        assertThat(browser.executeScript("return window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void oddScoresMakeAPageToo() {
        Reports.odd()
                .forEach(
                        (name, report) -> {
                            Path odd = folder.resolve(name);
                            report.write(odd);
                            browser.get(odd.resolve("report.html").toUri().toString());
                            assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                                    .as(name)
                                    .isEmpty();
                            assertThat(browser.findElements(By.tagName("footer")))
                                    .as(name)
                                    .hasSize(1);
                            assertThat(browser.findElements(By.cssSelector("[d*=NaN]")))
                                    .as(name)
                                    .isEmpty();
                        });
    }

    @Test
    void canBeReadByEverybody() {
        for (WebElement chart : browser.findElements(By.cssSelector("svg.chart"))) {
            assertThat(chart.getAttribute("aria-label")).isNotEmpty();
        }
        assertThat(browser.findElements(By.cssSelector("svg.chart"))).hasSize(4);
        assertThat(browser.findElement(By.tagName("html")).getAttribute("lang")).isEqualTo("en");
        String before = background();
        browser.findElement(By.id("theme")).click();
        assertThat(background()).isNotEqualTo(before);
        browser.manage().window().setSize(new Dimension(500, 900));
        assertThat(
                        browser.executeScript(
                                "return document.documentElement.scrollWidth <= innerWidth"))
                .as("no sideways scrolling on a narrow screen")
                .isEqualTo(true);
    }

    private static String background() {
        return browser.executeScript("return getComputedStyle(document.body).backgroundColor")
                .toString();
    }
}

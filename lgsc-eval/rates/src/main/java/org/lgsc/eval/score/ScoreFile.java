package org.lgsc.eval.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * Score files in the CSV layout of bob.pad: {@code
 * claimed_id,test_label,is_bonafide,attack_type,score} and, optionally, {@code
 * subject,video_key,frame_id}, in any order and in upper or lower case; other columns are ignored.
 * UTF-8.
 *
 * <p>By default the {@code score} column is liveness = 1 - spoof score (high = live), as in bob;
 * empty or {@code nan} means no response. {@code subject} falls back to {@code claimed_id}. {@code
 * is_bonafide} is True or False, or 1 or 0; {@code frame_id} a whole number, also as 12.0. Together
 * {@code test_label}, {@code video_key} and {@code frame_id} identify a row and must be unique.
 * Writing and reading a score in [0, 1] changes it by at most 2^-53.
 *
 * <pre>{@code
 * ScoreFile.write(
 *         Path.of("dev.csv"),
 *         List.of(
 *                 PadScore.live("anna/1", "anna", 0.08),
 *                 PadScore.attack("anna/2", "print", "anna", 0.93)));
 * DevScores dev = DevScores.of(ScoreFile.read(Path.of("dev.csv")));
 * }</pre>
 */
public final class ScoreFile {
    private static final String ID = "test_label";
    private static final String CLAIMED = "claimed_id";
    private static final String BONA_FIDE = "is_bonafide";
    private static final String SPECIES = "attack_type";
    private static final String SCORE = "score";
    private static final String SUBJECT = "subject";
    private static final String VIDEO = "video_key";
    private static final String FRAME = "frame_id";

    private static final String NO_UTF8 = "not UTF-8; save it as a CSV file in UTF-8.";

    private static final CSVFormat READ =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                    .setIgnoreSurroundingSpaces(true)
                    .setIgnoreHeaderCase(true)
                    .get();
    private static final CSVFormat WRITE =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader(CLAIMED, ID, BONA_FIDE, SPECIES, SCORE, SUBJECT, VIDEO, FRAME)
                    .setRecordSeparator('\n')
                    .get();

    private ScoreFile() {}

    /**
     * Reads all scores of a file whose scores are liveness.
     *
     * @throws LgscException when it is missing, malformed (naming file and line), has two rows of
     *     the same presentation or frame, or has no scores
     */
    public static List<PadScore> read(Path file) {
        return read(file, ScoreMeaning.LIVENESS);
    }

    /**
     * Reads all scores of a file.
     *
     * @param meaning meaning of its score column
     * @throws LgscException as {@link #read(Path)}
     */
    public static List<PadScore> read(Path file, ScoreMeaning meaning) {
        List<PadScore> scores = new ArrayList<>();
        forEach(file, meaning, scores::add);
        return scores;
    }

    /**
     * Hands the scores of a file to a consumer one by one, for files larger than memory.
     *
     * @param meaning meaning of its score column
     * @throws LgscException as {@link #read(Path)}
     */
    public static void forEach(
            Path file, ScoreMeaning meaning, Consumer<? super PadScore> consumer) {
        until(
                file,
                meaning,
                score -> {
                    consumer.accept(score);
                    return false;
                });
    }

    /**
     * Returns whether a video of the file has several frames, so that its rows are not
     * presentations.
     *
     * @throws LgscException as {@link #read(Path)}
     */
    public static boolean holdsFrames(Path file) {
        SeenRows videos = new SeenRows();
        boolean[] found = new boolean[1];
        until(
                file,
                ScoreMeaning.LIVENESS,
                score -> {
                    found[0] = !score.video().isEmpty() && videos.addVideo(score.video());
                    return found[0];
                });
        return found[0];
    }

    private static void until(
            Path file, ScoreMeaning meaning, Predicate<? super PadScore> consumer) {
        long line = 1;
        SeenRows seen = new SeenRows();
        try (BufferedReader reader = RegularFiles.newBufferedReader(file, StandardCharsets.UTF_8)) {
            skipByteOrderMark(reader);
            try (CSVParser parser = open(reader, file)) {
                String problem =
                        ScoreHeader.problem(
                                parser.getHeaderNames(), List.of(ID, BONA_FIDE, SPECIES, SCORE));
                if (problem != null) {
                    throw malformed(file, 1, problem, null);
                }
                var records = parser.iterator();
                boolean any = false;
                while (true) {
                    line = parser.getCurrentLineNumber() + 1;
                    if (!records.hasNext()) {
                        break;
                    }
                    PadScore score = parse(records.next(), meaning, file, line);
                    int before = seen.add(score, line);
                    if (before != 0) {
                        throw malformed(file, line, duplicate(score, before), null);
                    }
                    any = true;
                    if (consumer.test(score)) {
                        break;
                    }
                }
                if (!any) {
                    throw LgscException.ofFile(
                            "%s holds no scores: no row follows the header.", file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? malformed(file, line, "here or a little later it is " + NO_UTF8, e)
                    : malformed(file, line, problem(e), e);
        } catch (CharacterCodingException e) {
            throw new LgscException(file + ": the score file is " + NO_UTF8, e);
        } catch (NoSuchFileException e) {
            throw new LgscException("There is no score file " + file + ".", e);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the score file %s: %s.", file, IoReason.of(e));
        }
    }

    /**
     * Writes scores in order; replaces the file when the new one is complete.
     *
     * @throws LgscException when it cannot be written
     */
    public static void write(Path file, Iterable<PadScore> scores) {
        AtomicFile.write(file, "the score file ", out -> write(out, scores));
    }

    private static void write(OutputStream out, Iterable<PadScore> scores) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try (CSVPrinter printer = new CSVPrinter(text, WRITE)) {
            for (PadScore s : scores) {
                printer.printRecord(
                        s.subject(),
                        s.id(),
                        s.label().isLive() ? "True" : "False",
                        s.species(),
                        format(s.liveness()),
                        s.subject(),
                        s.video(),
                        s.frame() < 0 ? "" : s.frame());
            }
        }
    }

    /** Rewords the parser's message about a missing closing quote. */
    private static String problem(UncheckedIOException e) {
        Throwable cause = e.getCause();
        String parser = String.valueOf((cause == null ? e : cause).getMessage());
        return parser.contains("EOF reached before encapsulated")
                ? "the quoted field that begins here has no closing quote"
                : parser;
    }

    private static CSVParser open(BufferedReader reader, Path file) throws IOException {
        try {
            return CSVParser.parse(reader, READ);
        } catch (IllegalArgumentException e) {
            // Duplicate or empty header names
            throw malformed(file, 1, String.valueOf(e.getMessage()), e);
        }
    }

    private static String format(double liveness) {
        if (Double.isInfinite(liveness)) {
            return liveness > 0 ? "inf" : "-inf";
        }
        return Double.isNaN(liveness) ? "" : Double.toString(liveness);
    }

    private static String duplicate(PadScore score, int before) {
        return RootFormat.of(
                "test_label \"%s\"%s%s is already in line %d; keep one row for each presentation or"
                        + " frame",
                score.id(),
                score.video().isEmpty() ? "" : " of video \"" + score.video() + '"',
                score.frame() < 0 ? "" : ", frame " + score.frame() + ",",
                before);
    }

    private static PadScore parse(CSVRecord row, ScoreMeaning meaning, Path file, long line) {
        if (!row.isConsistent()) {
            throw malformed(
                    file,
                    line,
                    "it has "
                            + row.size()
                            + " fields, the header has "
                            + row.getParser().getHeaderNames().size(),
                    null);
        }
        boolean live =
                switch (row.get(BONA_FIDE).toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default ->
                            throw malformed(
                                    file,
                                    line,
                                    "is_bonafide must be True or False, was \""
                                            + row.get(BONA_FIDE)
                                            + '"',
                                    null);
                };
        String species = row.get(SPECIES);
        if (live != species.isEmpty()) {
            throw malformed(
                    file,
                    line,
                    live
                            ? "a bona fide row must have an empty attack_type"
                            : "an attack row needs its attack_type",
                    null);
        }
        String claimed = optional(row, CLAIMED);
        String subject = optional(row, SUBJECT);
        return new PadScore(
                row.get(ID),
                live ? Label.LIVE : Label.SPOOF,
                species,
                subject.isEmpty() ? claimed : subject,
                optional(row, VIDEO),
                frame(optional(row, FRAME), file, line),
                meaning.toSpoofScore(number(row.get(SCORE), file, line)));
    }

    private static String optional(CSVRecord row, String column) {
        return row.isMapped(column) ? row.get(column) : "";
    }

    private static double number(String text, Path file, long line) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "", "nan":
                return Double.NaN;
            case "inf", "+inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw malformed(file, line, "score \"" + text + "\" is not a number", e);
                }
        }
    }

    private static int frame(String text, Path file, long line) {
        if (text.isEmpty()) {
            return -1;
        }
        try {
            // a column with gaps comes out of data frames as floating-point numbers
            return Integer.parseInt(
                    text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
        } catch (NumberFormatException e) {
            throw malformed(file, line, "frame_id \"" + text + "\" is not a whole number", e);
        }
    }

    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != 0xFEFF) {
            reader.reset();
        }
    }

    private static LgscException malformed(
            Path file, long line, String problem, @Nullable Exception cause) {
        return LgscException.of(
                LgscException.Kind.FILE, cause, "%s, line %s: %s", file, line, problem);
    }
}

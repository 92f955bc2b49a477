package org.lgsc.train.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

/** Runs a {@link ScoringJob}: splits the list, scores its parts and joins the results. */
final class ListScoring {
    /** A model is sent to every executor as one array. */
    private static final long MOST_MODEL = 1L << 30;

    private static final long MOST_LIST = Integer.MAX_VALUE - 8;

    private final JavaSparkContext spark;
    private final ScoringJob job;
    private final TaskProbe probe;
    private final HadoopFiles files;
    private final PartNames places;

    ListScoring(JavaSparkContext spark, ScoringJob job, TaskProbe probe) {
        this.spark = spark;
        this.job = job;
        this.probe = probe;
        this.files = new HadoopFiles(spark.hadoopConfiguration());
        this.places = new PartNames(files.qualified(job.output()));
    }

    ScoringSummary run(ScoringProgress progress) {
        files.requireWritable(job.output()); // checked early, not when there are scores to write
        byte[] list = files.read(job.list(), MOST_LIST);
        List<ListPart> parts = ListPart.cut(ListReader.read(list, job.list()), job.rowsPerPart());
        byte[] model = files.read(job.model(), MOST_MODEL);
        Engines.load(model); // a bad model is reported here, once
        String sha256 = Sha256.of(model);
        requireSameJob(Sha256.of(list), sha256);
        Set<String> finished = files.names(places.folder());
        List<ListPart> open =
                parts.stream().filter(p -> !finished.contains(PartNames.name(p.number()))).toList();
        int before = parts.size() - open.size();
        progress.onSamples(before, parts.size());
        if (!open.isEmpty()) {
            score(open, model, sha256, done -> progress.onSamples(before + done, parts.size()));
        }
        long rows = parts.stream().mapToLong(p -> p.rows().size()).sum();
        join(places.allScores(), parts.size(), places::scores);
        long unusable = join(places.allSetAside(), parts.size(), places::setAside);
        return new ScoringSummary(
                places.allScores(), places.allSetAside(), rows, parts.size(), before, unusable);
    }

    private void score(List<ListPart> open, byte[] model, String sha256, IntConsumer done) {
        Broadcast<byte[]> sent = spark.broadcast(model);
        try {
            JavaFutureAction<List<Long>> action =
                    spark.parallelize(new ArrayList<>(open), open.size())
                            .map(
                                    new ScorePart(
                                            files,
                                            sent,
                                            sha256,
                                            places,
                                            files.folder(job.list()),
                                            job,
                                            probe))
                            .collectAsync();
            await(action, done);
        } finally {
            sent.destroy();
        }
    }

    private void await(JavaFutureAction<List<Long>> action, IntConsumer done) {
        while (true) {
            try {
                action.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException e) {
                done.accept(completed(action));
            } catch (InterruptedException e) {
                action.cancel(true);
                Thread.currentThread().interrupt();
                throw new LgscException("The scoring was interrupted.", e);
            } catch (ExecutionException e) {
                throw LgscException.of(
                        e,
                        "A part of the list failed in all its attempts: %s The same command resumes"
                                + " where this one stopped.",
                        SparkCluster.firstLine(e));
            }
        }
    }

    private int completed(JavaFutureAction<List<Long>> action) {
        int completed = 0;
        for (int id : action.jobIds()) {
            var info = spark.statusTracker().getJobInfo(id);
            if (info != null) {
                for (int stage : info.stageIds()) {
                    SparkStageInfo of = spark.statusTracker().getStageInfo(stage);
                    completed += of == null ? 0 : of.numCompletedTasks();
                }
            }
        }
        return completed;
    }

    /** Checks that an output folder belongs to one job, so that parts of two jobs are not mixed. */
    private void requireSameJob(String listSha256, String modelSha256) {
        TreeMap<String, String> mine = new TreeMap<>();
        mine.put("list.sha256", listSha256);
        mine.put("model.sha256", modelSha256);
        mine.put("rowsPerPart", String.valueOf(job.rowsPerPart()));
        mine.put("frames", job.frames().toString());
        mine.put("faces", job.faces().name());
        if (!files.exists(places.job())) {
            if (!files.names(places.folder()).isEmpty()) {
                throw LgscException.of(
                        "The folder %s holds parts of an unknown scoring: give another folder.",
                        job.output());
            }
            files.write(places.job(), out -> out.write(text(mine)));
            return;
        }
        Properties theirs = new Properties();
        try {
            theirs.load(new ByteArrayInputStream(files.read(places.job(), 1 << 20)));
        } catch (IOException | IllegalArgumentException e) {
            throw LgscException.of(e, "Cannot read %s: %s", places.job(), e.getMessage());
        }
        mine.forEach(
                (key, value) -> {
                    String other = theirs.getProperty(key);
                    if (!value.equals(other)) {
                        throw LgscException.of(
                                "The folder %s holds the scores of another job (%s is %s, there "
                                        + "%s): give another folder.",
                                job.output(), key, value, other);
                    }
                });
    }

    private static byte[] text(TreeMap<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Concatenates files, with the header line of only the first.
     *
     * @return number of records after the header, counted by line ends, which reasons and names
     *     never contain
     */
    private long join(String target, int count, IntFunction<String> part) {
        long[] lines = new long[1];
        files.write(
                target,
                out -> {
                    for (int i = 0; i < count; i++) {
                        try (InputStream in = files.open(part.apply(i))) {
                            ByteArrayOutputStream header = new ByteArrayOutputStream();
                            int next = in.read();
                            while (next >= 0 && next != '\n') {
                                header.write(next);
                                next = in.read();
                            }
                            if (i == 0) {
                                header.write('\n');
                                header.writeTo(out);
                            }
                            lines[0] += copy(in, out);
                        }
                    }
                });
        return lines[0];
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long lines = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            for (int i = 0; i < n; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}

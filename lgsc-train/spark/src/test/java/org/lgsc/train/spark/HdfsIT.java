package org.lgsc.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.spark.ScoringJob.ScoringSummary;

/** A list, its pictures, its model and its scores on HDFS: servers of Hadoop's own in this JVM. */
@EnabledForJreRange(maxVersion = 23) // Spark 3.5 does not start on later ones
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HdfsIT {
    @TempDir static Path folder;

    private static MiniDFSCluster hdfs;
    private static FileSystem files;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        Configuration settings = new Configuration();
        settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
        files = hdfs.getFileSystem();
        cluster = Cluster.open("test", "local[2]");
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.close();
        }
        if (hdfs != null) {
            hdfs.shutdown();
        }
    }

    private static String url(String path) {
        return "hdfs://127.0.0.1:" + hdfs.getNameNodePort() + "/" + path;
    }

    private static void put(Path from, String path) throws IOException {
        files.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(from.toUri()),
                new org.apache.hadoop.fs.Path(url(path)));
    }

    private static String text(String url) throws IOException {
        try (InputStream in = files.open(new org.apache.hadoop.fs.Path(url))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ScoringSummary score(String list, String model, String out) {
        return cluster.score(
                new ScoringJob(
                        list, model, out, 3, FrameSelection.evenly(2), ScoringJob.Faces.CROPPED),
                ScoringProgress.NONE);
    }

    @Test
    void aListOnHdfsIsScoredAsOneOnTheDisk() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("faces"));
        List<String> rows = new ArrayList<>(List.of("filename,subject,attack_type"));
        for (Sample s : TexturePictures.dataset(1, 4).samples(Split.DEV)) {
            ImageEncoder.writePng(s.image().load(), pictures.resolve(s.id() + ".png"));
            rows.add("faces/" + s.id() + ".png," + s.subject() + "," + s.species());
        }
        try (InputStream video = HdfsIT.class.getResourceAsStream("grey.avi")) {
            Files.copy(video, pictures.resolve("grey.avi"));
        }
        rows.add("faces/grey.avi,anna,replay");
        rows.add("faces/missing.png,anna,");
        Path list = Files.write(folder.resolve("list.csv"), rows);
        Path model = folder.resolve("model.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(32).seed(4).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
        put(pictures, "in/faces");
        put(list, "in/list.csv");
        put(model, "in/model.zip");

        ScoringSummary here =
                score(list.toString(), model.toString(), folder.resolve("out").toString());
        ScoringSummary there = score(url("in/list.csv"), url("in/model.zip"), url("out"));
        assertThat(there.scores()).isEqualTo(url("out/scores.csv"));
        String scores = text(there.scores());
        assertThat(scores.lines()).hasSize(rows.size() + 1); // two frames of the video
        assertThat(scores)
                .isEqualTo(Files.readString(Path.of(URI.create(here.scores()).getPath())));
        assertThat(there.unusable()).isOne();
        assertThat(text(there.setAside())).contains("faces/missing.png");

        // HDFS does not replace a file by renaming another
        ScoringSummary again = score(url("in/list.csv"), url("in/model.zip"), url("out"));
        assertThat(again.parts()).isEqualTo(there.parts());
        assertThat(text(again.scores())).isEqualTo(scores);
        for (FileStatus file : files.listStatus(new org.apache.hadoop.fs.Path(url("out")))) {
            assertThat(file.getPath().getName()).doesNotEndWith(".tmp");
        }
        assertThatThrownBy(() -> score(url("in/none.csv"), url("in/model.zip"), url("other")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(url("in/none.csv"));
    }
}

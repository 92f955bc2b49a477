/**
 * Training and scoring on an Apache Spark cluster. Spark is not among the dependencies that come
 * with this library: the cluster, or the application, brings it (docs/cluster.md).
 */
package org.lgsc.train.spark;

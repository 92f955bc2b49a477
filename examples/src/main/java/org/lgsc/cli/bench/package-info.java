/** Timers of whole steps: training, use, reading, finding faces. */
package org.lgsc.cli.bench;

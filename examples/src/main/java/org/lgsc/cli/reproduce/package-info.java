/** The experiments behind the paper's tables, on data of one's own or simulated. */
package org.lgsc.cli.reproduce;

/** The web demo: a page on this machine only that checks pictures and shows the result. */
package org.lgsc.cli.demo;

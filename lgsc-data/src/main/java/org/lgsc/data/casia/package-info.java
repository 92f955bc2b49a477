/** CASIA-MFSD, also called CASIA-FASD (Zhang et al., ICB 2012). */
package org.lgsc.data.casia;

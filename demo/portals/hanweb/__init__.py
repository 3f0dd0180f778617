"""Hanweb JCMS and JPAAS (大汉): one dialect a file."""

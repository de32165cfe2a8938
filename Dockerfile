# Two stages: packages by their hashes into a venv, then only that venv, as a user without rights.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/jejak
ENV PATH=/opt/jejak/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY engine engine
COPY workers workers
COPY web web
COPY cli cli
COPY policies policies
COPY migrations migrations
RUN pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /opt/jejak /opt/jejak
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin jejak && install -d -o jejak -m 0700 /data
ENV PATH=/opt/jejak/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 JEJAK_DATA_DIR=/data
USER jejak
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["jejak"]
CMD ["web"]
